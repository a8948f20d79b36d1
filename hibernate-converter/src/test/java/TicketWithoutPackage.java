import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;

/** An entity, and all its types, in the default package. */
@Entity
public class TicketWithoutPackage {

    public enum State {
        OPEN,
        CLOSED {
            @Override
            public String toString() {
                return "closed for ever";
            }
        }
    }

    @Embeddable
    public static class Reason {

        @Encrypted
        @Column(name = "reason_state")
        public State before;

        @Encrypted
        public TopLevelWithoutPackage kind;
    }

    @Id
    public Long id;

    @Encrypted
    public State state;

    @Encrypted
    @Enumerated(EnumType.STRING)
    public State named;

    @Encrypted
    public State[] history;

    @Embedded
    public Reason reason;

    @Encrypted
    @ElementCollection
    public List<State> later = new ArrayList<>();
}

enum TopLevelWithoutPackage {
    FIRST
}
