package io.rowseal.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that begin at the same time. */
public final class Together {

    private Together() {}

    /** What each thread does. */
    public interface Work {
        void run(int thread) throws Exception;
    }

    /** Ends when all have ended; what one of them throws is thrown. */
    public static void run(int threads, Work work) throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            tasks.add(() -> {
                work.run(thread);
                return thread;
            });
        }
        call(tasks);
    }

    /** What the same task gives in each of the threads. */
    public static <T> List<T> call(int threads, Callable<T> task) throws Exception {
        return call(Collections.nCopies(threads, task));
    }

    /** What the tasks give, each in a thread of its own, in their order; what one of them throws is thrown. */
    public static <T> List<T> call(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(tasks.size());
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<T>> all = new ArrayList<>();
            for (Callable<T> task : tasks) {
                all.add(executor.submit(() -> {
                    begin.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
