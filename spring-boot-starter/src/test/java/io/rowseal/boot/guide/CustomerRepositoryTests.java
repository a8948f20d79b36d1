package io.rowseal.boot.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;

// snippet
@DataJpaTest(properties = "rowseal.in-memory=true")
class CustomerRepositoryTests {

    @Autowired
    CustomerRepository customers;

    @Test
    void aCustomerIsFoundByEmail() {
        Customer customer = new Customer();
        customer.email = "ada@example.org";
        customers.saveAndFlush(customer);

        assertThat(customers.findByEmail("ada@example.org")).isPresent();
    }
}
// end of snippet
