package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Clinic.Letter;
import io.rowseal.hibernate.Clinic.Member;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.Visit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

@OnHibernate72
class BlindIndexQueryTest extends DatabaseTest {

    private final AtomicInteger count = new AtomicInteger();

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    private String unique(String start) {
        return start + count.incrementAndGet() + "@example.org";
    }

    private Long patient(String email) {
        return db.call(session -> {
            Patient patient = new Patient("n", "s", email);
            patient.score = 7;
            session.persist(patient);
            return patient.id;
        });
    }

    private Long visit(Long patientId, String contactEmail, String referredBy) {
        return db.call(session -> {
            Visit visit = new Visit(session.find(Patient.class, patientId), "d");
            visit.contactEmail = contactEmail;
            visit.referredBy = referredBy;
            session.persist(visit);
            return visit.id;
        });
    }

    private List<Long> ids(String hql, Object... parameters) {
        return db.call(session -> {
            var query = session.createSelectionQuery(hql, Long.class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.list();
        });
    }

    @Test
    void equalityFindsByParameterOnEitherSideAndByLiteral() {
        String email = unique("equal");
        Long id = patient(email);
        patient(unique("equal"));

        assertThat(ids("select p.id from Patient p where p.email = ?1", email)).containsExactly(id);
        assertThat(ids("select p.id from Patient p where ?1 = p.email", email)).containsExactly(id);
        assertThat(ids("select p.id from Patient p where p.email = '" + email + "'"))
                .containsExactly(id);
        assertThat(ids("select p.id from Patient p where p.email is not distinct from ?1", email))
                .containsExactly(id);
        assertThat(ids("select p.id from Patient p where p.email = ?1", "nobody@example.org"))
                .isEmpty();
    }

    @Test
    void onlyTheIndexIsBoundAsSearchValue() {
        db.forgetStatements();
        ids("select p.id from Patient p where p.email = ?1", unique("bound"));

        assertThat(db.statements("select"))
                .singleElement()
                .asString()
                .containsIgnoringCase("email_bidx=?")
                .doesNotContain("substring");
    }

    @Test
    void inequalityAndNegationKeepTheRest() {
        String email = unique("other");
        Long id = patient(email);
        Long other = patient(unique("other"));

        assertThat(ids("select p.id from Patient p where p.email <> ?1", email))
                .contains(other)
                .doesNotContain(id);
        assertThat(ids("select p.id from Patient p where not (p.email = ?1)", email))
                .contains(other)
                .doesNotContain(id);
        assertThat(ids("select p.id from Patient p where p.email is distinct from ?1", email))
                .contains(other)
                .doesNotContain(id);
    }

    @Test
    void inTakesListsOfLiteralsOfParametersAndOneListParameter() {
        String first = unique("in");
        String second = unique("in");
        Long a = patient(first);
        Long b = patient(second);

        assertThat(ids("select p.id from Patient p where p.email in ('" + first + "', '" + second + "')"))
                .containsExactlyInAnyOrder(a, b);
        assertThat(ids("select p.id from Patient p where p.email in (?1, ?2)", first, second))
                .containsExactlyInAnyOrder(a, b);
        assertThat(ids("select p.id from Patient p where p.email in ?1", List.of(first, second, "nobody")))
                .containsExactlyInAnyOrder(a, b);
        assertThat(ids("select p.id from Patient p where p.email not in ?1", List.of(first)))
                .contains(b)
                .doesNotContain(a);
    }

    @Test
    void criteriaQueriesFindByValueLiteralAndList() {
        String email = unique("criteria");
        Long id = patient(email);
        db.run(session -> {
            var builder = session.getCriteriaBuilder();
            var equal = builder.createQuery(Patient.class);
            var root = equal.from(Patient.class);
            equal.where(builder.equal(root.get("email"), email));
            assertThat(session.createQuery(equal).getSingleResult().id).isEqualTo(id);

            var in = builder.createQuery(Patient.class);
            var inRoot = in.from(Patient.class);
            in.where(inRoot.get("email").in(List.of(email, "x")));
            assertThat(session.createQuery(in).getSingleResult().id).isEqualTo(id);

            var literal = builder.createQuery(Patient.class);
            var literalRoot = literal.from(Patient.class);
            literal.where(builder.equal(literalRoot.get("email"), builder.literal(email)));
            assertThat(session.createQuery(literal).getSingleResult().id).isEqualTo(id);
        });
    }

    @Test
    void selectionOfASearchedAttributeGivesPlaintext() {
        String email = unique("selected");
        patient(email);

        assertThat(db.<String>call(session -> session.createSelectionQuery(
                                "select p.email from Patient p where p.email = :e", String.class)
                        .setParameter("e", email)
                        .getSingleResult()))
                .isEqualTo(email);
    }

    @Test
    void attributesOfOneDomainJoinAndCompare() {
        String contact = unique("contact");
        Long patient = patient(unique("join"));
        Long visit = visit(patient, contact, contact);
        Long other = visit(patient, unique("contact"), contact);

        assertThat(ids("select v.id from Visit v where v.contactEmail = v.referredBy and v.patient.id = ?1", patient))
                .containsExactly(visit);
        assertThat(ids(
                        "select w.id from Visit v join Visit w on w.referredBy = v.contactEmail where v.id = ?1"
                                + " order by w.id",
                        visit))
                .containsExactly(visit, other);
    }

    @Test
    void subqueriesCompareByIndex() {
        String contact = unique("sub");
        Long patient = patient(unique("sub"));
        Long visit = visit(patient, contact, unique("x"));
        visit(patient, unique("sub"), contact);

        assertThat(ids(
                        "select v.id from Visit v where v.contactEmail in (select w.referredBy from Visit w where"
                                + " w.patient.id = ?1)",
                        patient))
                .containsExactly(visit);
        assertThat(ids(
                        "select v.id from Visit v where v.contactEmail = any (select w.referredBy from Visit w where"
                                + " w.patient.id = ?1)",
                        patient))
                .containsExactly(visit);
        assertThat(ids(
                        "select v.id from Visit v where exists (select w.referredBy from Visit w where w.referredBy ="
                                + " v.contactEmail) and v.patient.id = ?1",
                        patient))
                .containsExactly(visit);
    }

    @Test
    void pathsThroughAssociationsAreSearched() {
        String email = unique("path");
        Long visit = visit(patient(email), null, null);

        assertThat(ids("select v.id from Visit v where v.patient.email = ?1", email))
                .containsExactly(visit);
    }

    @Test
    void nullIsFoundAndHasNoIndex() {
        Long id = patient(null);

        assertThat(ids("select p.id from Patient p where p.email is null")).contains(id);
        assertThat(db.stored("select email_bidx from patient where id = " + id)).isNull();
        assertThat(ids("select p.id from Patient p where p.email is not null")).doesNotContain(id);
    }

    @Test
    void uniqueHoldsForTheValueNotForItsBytes() {
        String email = unique("unique");
        patient(email);

        assertThatThrownBy(() -> patient(email)).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void updatesOfTheEntityMoveTheIndex() {
        String before = unique("moved");
        String after = unique("moved");
        Long id = patient(before);

        db.run(session -> session.find(Patient.class, id).email = after);

        assertThat(ids("select p.id from Patient p where p.email = ?1", before)).isEmpty();
        assertThat(ids("select p.id from Patient p where p.email = ?1", after)).containsExactly(id);
    }

    @Test
    void bulkUpdateSetsAndSearches() {
        String before = unique("bulk");
        String after = unique("bulk");
        Long id = patient(before);

        int changed =
                db.call(session -> session.createMutationQuery("update Patient p set p.email = :a where p.email = :b")
                        .setParameter("a", after)
                        .setParameter("b", before)
                        .executeUpdate());

        assertThat(changed).isEqualTo(1);
        assertThat(ids("select p.id from Patient p where p.email = ?1", after)).containsExactly(id);
        assertThat(db.<String>call(session -> session.find(Patient.class, id).email))
                .isEqualTo(after);
    }

    @Test
    void oneParameterIsWrittenAndSearchedInOneStatement() {
        String email = unique("both");
        Long id = patient(email);
        Long visit = visit(id, email, null);

        db.run(session -> session.createMutationQuery(
                        "update Visit v set v.referredBy = :e where v.contactEmail = :e and v.patient.id = :p")
                .setParameter("e", email)
                .setParameter("p", id)
                .executeUpdate());

        assertThat(db.<String>call(session -> session.find(Visit.class, visit).referredBy))
                .isEqualTo(email);
        assertThat(ids("select v.id from Visit v where v.referredBy = ?1", email))
                .containsExactly(visit);
    }

    @Test
    void comparisonInsideAnAssignmentSearches() {
        String email = unique("case");
        Long id = patient(email);

        db.run(session -> session.createMutationQuery("update Patient p set p.name = case when p.email = '" + email
                        + "' then 'hit' else 'miss' end" + " where p.id = :id")
                .setParameter("id", id)
                .executeUpdate());

        assertThat(db.<String>call(session -> session.find(Patient.class, id).name))
                .isEqualTo("hit");
    }

    @Test
    void countsAndGroupsByIndex() {
        String contact = unique("count");
        Long patient = patient(unique("count"));
        visit(patient, contact, null);
        visit(patient, contact, null);
        visit(patient, null, null);

        assertThat(ids("select count(distinct v.contactEmail) from Visit v where v.patient.id = ?1", patient))
                .containsExactly(1L);
        assertThat(ids("select count(v.diagnosis) from Visit v where v.patient.id = ?1", patient))
                .containsExactly(3L);
        assertThat(ids(
                        "select count(*) from Visit v where v.patient.id = ?1 and v.contactEmail is not null"
                                + " group by v.contactEmail",
                        patient))
                .containsExactly(2L);
    }

    @Test
    void deletesByValue() {
        Long id = patient(unique("owner"));
        String contact = unique("delete");
        visit(id, contact, null);

        assertThat(db.<Integer>call(
                        session -> session.createMutationQuery("delete from Visit v where v.contactEmail = :e")
                                .setParameter("e", contact)
                                .executeUpdate()))
                .isEqualTo(1);
    }

    @Test
    void naturalIdIsFound() {
        db.run(session -> {
            Member member = new Member();
            member.id = 1L;
            member.mail = "natural@example.org";
            member.secret = "z";
            session.persist(member);
        });

        assertThat(db.<String>call(
                        session -> session.bySimpleNaturalId(Member.class).load("natural@example.org").secret))
                .isEqualTo("z");
        assertThat(db.<String>call(session -> session.byNaturalId(Member.class)
                        .using("mail", "natural@example.org")
                        .load()
                        .secret))
                .isEqualTo("z");
        assertThatThrownBy(() -> db.run(session -> {
                    Member second = new Member();
                    second.id = 2L;
                    second.mail = "natural@example.org";
                    session.persist(second);
                }))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void textColumnsAreSearchedByTheirTextIndex() {
        db.run(session -> {
            Letter letter = new Letter();
            letter.setId(1L);
            letter.setSender("anna");
            letter.setBody("grüße");
            letter.setKey("k");
            session.persist(letter);
        });

        Letter found =
                db.call(session -> session.createSelectionQuery("from Letter l where l.sender = :s", Letter.class)
                        .setParameter("s", "anna")
                        .getSingleResult());

        assertThat(found.getBody()).isEqualTo("grüße");
        assertThat(found.getKey()).isEqualTo("k");
        assertThat((String) db.stored("select body from Letter")).startsWith("rs1.");
        assertThat((String) db.stored("select sender_bidx from Letter")).hasSize(24);
        assertThat(db.<String>call(session -> session.createSelectionQuery(
                                "select l.sender from Letter l where l.sender in ('anna', 'bert')", String.class)
                        .getSingleResult()))
                .isEqualTo("anna");
    }
}
