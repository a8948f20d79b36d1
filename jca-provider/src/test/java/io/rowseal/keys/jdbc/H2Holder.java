package io.rowseal.keys.jdbc;

import io.rowseal.testing.JavaProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;

/** Another process that holds an H2 file open until it is destroyed. */
final class H2Holder {

    private H2Holder() {}

    static Process start(String... urlUserPassword) throws IOException {
        Process process = JavaProcess.builder(H2Holder.class, urlUserPassword).start();
        if (process.getInputStream().read() != '!') {
            throw new IOException(
                    "the process ended: " + new String(process.getErrorStream().readAllBytes()));
        }
        return process;
    }

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
            System.out.print('!');
            System.out.flush();
            // Until the parent closes its end, or kills this process.
            while (System.in.read() >= 0 && !connection.isClosed()) {
                continue;
            }
        }
    }
}
