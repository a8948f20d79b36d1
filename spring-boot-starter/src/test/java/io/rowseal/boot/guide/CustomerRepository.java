package io.rowseal.boot.guide;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;

// snippet
interface CustomerRepository extends JpaRepository<Customer, Long> {

    Optional<Customer> findByEmail(String email);

    List<Customer> findByEmailIn(Collection<String> emails);

    Page<Customer> findByNotesIsNotNull(Pageable page);
}
// end of snippet
