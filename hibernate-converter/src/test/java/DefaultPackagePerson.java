import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity in the default package, as small applications and scripts have. */
@Entity
public class DefaultPackagePerson {

    /** Nested in a class without a package. */
    public enum Mood {
        CALM,
        CHEERFUL
    }

    @Id
    public Long id;

    @Encrypted
    public Mood mood;

    @Encrypted
    public String name;
}
