package io.rowseal.hibernate.internal.nativesql;

import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/** Has the check of native SQL of one SessionFactory, once its mapping is complete. Thread safe. */
public final class NativeSqlChecks implements Service {

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable NativeSqlCheck check;

    public static NativeSqlChecks of(ServiceRegistry ofSessionFactory) {
        return ofSessionFactory.requireService(NativeSqlChecks.class);
    }

    void start(NativeSqlCheck ofSessionFactory) {
        check = ofSessionFactory;
    }

    /** Null before the mapping is complete, and where native SQL is allowed or no attribute is encrypted. */
    @Nullable
    public NativeSqlCheck check() {
        return check;
    }
}
