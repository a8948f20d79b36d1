package io.rowseal.boot;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;

/** Collects the refused queries of all repositories, so that the start fails once and not with each of them. */
final class RefusedQueries {

    /** The refused queries of one repository, or of all. */
    private static final class Refusal extends UnsupportedEncryptedQueryException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient List<String> queries;

        Refusal(List<String> queries) {
            super(
                    queries.size() == 1
                            ? queries.get(0)
                            : queries.size() + " queries are not possible:\n" + String.join("\n", queries));
            this.queries = queries;
        }
    }

    private final ListableBeanFactory beans;
    private boolean collecting;

    RefusedQueries(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Ends the start.
     *
     * @throws UnsupportedEncryptedQueryException always; with the refused queries of the other repositories, if this is the first
     */
    void refuse(List<String> ofRepository) {
        if (collecting) {
            throw new Refusal(ofRepository);
        }
        List<String> all = new ArrayList<>(ofRepository);
        collecting = true;
        try {
            for (String name : beans.getBeanNamesForType(JpaRepositoryFactoryBean.class, true, false)) {
                all.addAll(ofRepository(name));
            }
        } finally {
            collecting = false;
        }
        // The order of bean definitions is that of the files of a directory.
        throw new Refusal(all.stream().sorted().toList());
    }

    private List<String> ofRepository(String name) {
        try {
            beans.getBean(name);
            return List.of();
        } catch (BeansException e) {
            // The one being created, or one that fails for another reason: that comes at the next start.
            return NestedExceptionUtils.getMostSpecificCause(e) instanceof Refusal refusal
                    ? refusal.queries
                    : List.of();
        }
    }
}
