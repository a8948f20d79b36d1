package io.rowseal.boot.guide;

import org.springframework.boot.CommandLineRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// snippet
@Configuration(proxyBeanMethods = false)
class SeedConfiguration {

    @Bean
    CommandLineRunner seed(CustomerRepository customers) {
        return arguments -> {
            if (customers.count() == 0) {
                Customer ada = new Customer();
                ada.name = "Ada";
                ada.email = "ada@example.org";
                customers.save(ada);
            }
        };
    }
}
// end of snippet
