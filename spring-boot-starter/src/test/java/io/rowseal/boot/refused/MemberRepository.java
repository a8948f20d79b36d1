package io.rowseal.boot.refused;

import java.util.List;
import org.springframework.data.repository.Repository;

interface MemberRepository extends Repository<Member, Long> {

    List<Member> findByEmailStartingWith(String start);
}
