package io.rowseal.boot;

import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds beans that something has needed, and creates none. Thread safe. */
final class CreatedBeans {

    private final ConfigurableListableBeanFactory beans;

    CreatedBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The bean of a type, if there is exactly one and it has been created. */
    <T> Optional<T> find(Class<T> type) {
        String[] names = beans.getBeanNamesForType(type, false, false);
        return names.length == 1 && beans.containsSingleton(names[0])
                ? Optional.of(beans.getBean(names[0], type))
                : Optional.empty();
    }
}
