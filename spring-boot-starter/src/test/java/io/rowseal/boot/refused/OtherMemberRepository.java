package io.rowseal.boot.refused;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OtherMemberRepository extends Repository<Member, Long> {

    @Query("select m from Member m where lower(m.email) = ?1")
    List<Member> inLowerCase(String email);
}
