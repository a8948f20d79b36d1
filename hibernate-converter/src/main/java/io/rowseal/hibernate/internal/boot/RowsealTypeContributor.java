package io.rowseal.hibernate.internal.boot;

import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.Cell;
import io.rowseal.hibernate.internal.type.CellArrayJavaType;
import io.rowseal.hibernate.internal.type.CellJavaType;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.service.ServiceRegistry;

/** Tells Hibernate about {@link Cell} and arrays of it. Found by Hibernate; not for application use. */
public final class RowsealTypeContributor implements TypeContributor {

    /** Creates the contributor; called by Hibernate. */
    public RowsealTypeContributor() {}

    @Override
    public void contribute(TypeContributions contributions, ServiceRegistry registry) {
        CellJavaType cells = new CellJavaType(KeyScopes.of(registry));
        contributions.contributeJavaType(cells);
        contributions.contributeJavaType(new CellArrayJavaType(cells));
    }

    /** Libraries have 500 to 1000. */
    @Override
    public int ordinal() {
        return 600;
    }
}
