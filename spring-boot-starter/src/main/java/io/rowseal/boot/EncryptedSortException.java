package io.rowseal.boot;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import java.io.Serial;
import java.util.List;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.core.TypeInformation;

/**
 * A {@code Sort} or {@code Pageable} sorts by an encrypted property. It extends the exception for a property that does not
 * exist, because callers handle both alike: the sort property comes from a URL, and the request is bad.
 */
public class EncryptedSortException extends PropertyReferenceException {

    @Serial
    private static final long serialVersionUID = 1L;

    EncryptedSortException(String property, Class<?> type) {
        super(property, TypeInformation.of(type), List.of());
        initCause(new UnsupportedEncryptedQueryException(message(property, type)));
    }

    /** The property, and what to do instead. */
    @Override
    public String getMessage() {
        return message(getPropertyName(), getType().getType());
    }

    private static String message(String property, Class<?> type) {
        return "attribute '" + type.getSimpleName() + "." + property
                + "' is encrypted and cannot be sorted by: the database would sort ciphertext. Sort after reading";
    }
}
