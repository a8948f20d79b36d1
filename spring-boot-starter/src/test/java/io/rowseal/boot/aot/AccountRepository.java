package io.rowseal.boot.aot;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface AccountRepository extends JpaRepository<Account, Long> {

    Optional<Account> findByEmail(String email);

    @Query("select a.notes from Account a where a.email = :email")
    String notesOf(String email);
}
