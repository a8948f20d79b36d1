package io.rowseal.boot;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * Refuses derived and declared queries that encrypted attributes cannot answer when their repository is created instead of at
 * the first call. With the default bootstrap mode that is at startup.
 */
@AutoConfiguration(beforeName = "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration")
@ConditionalOnClass(JpaRepositoryFactoryBean.class)
@ConditionalOnBooleanProperty(name = "rowseal.enabled", matchIfMissing = true)
public final class RowsealDataJpaAutoConfiguration {

    // Static, so that this early bean needs nothing else early.
    @Bean
    static BeanPostProcessor rowsealDerivedQueryCheck(ListableBeanFactory beans) {
        RefusedQueries refused = new RefusedQueries(beans);
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (bean instanceof JpaRepositoryFactoryBean<?, ?, ?>) {
                    ((RepositoryFactoryBeanSupport<?, ?, ?>) bean)
                            .addRepositoryFactoryCustomizer(factory ->
                                    factory.addRepositoryProxyPostProcessor(new RepositoryQueryCheck(beans, refused)));
                }
                return bean;
            }
        };
    }
}
