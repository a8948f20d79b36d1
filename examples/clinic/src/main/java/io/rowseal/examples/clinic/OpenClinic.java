package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.patient.Patients;
import io.rowseal.examples.clinic.proof.MasterKeyRotation;
import io.rowseal.examples.clinic.proof.StoredPatients;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The running application: key ring, entity manager factory, connection pool. Closing it closes all of them, and the database. */
final class OpenClinic implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OpenClinic(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static OpenClinic open(DataDirectory directory, KeyPassword password, Class<?>... additions) {
        List<Class<?>> sources = new ArrayList<>(List.of(additions));
        sources.add(ClinicApplication.class);
        return new OpenClinic(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.datasource.url", literal(directory.databaseUrl()),
                        "rowseal.master-key-store.pkcs12.file",
                                literal(directory.masterKeys().toString()),
                        "rowseal.master-key-store.pkcs12.password", literal(password.value())))
                .run());
    }

    /** Keeps Spring from looking for placeholders in a path or a password. */
    private static String literal(String value) {
        return value.replace("${", "\\${");
    }

    Patients patients() {
        return context.getBean(Patients.class);
    }

    PatientImport patientImport() {
        return context.getBean(PatientImport.class);
    }

    StoredPatients stored() {
        return new StoredPatients(context.getBean(JdbcTemplate.class));
    }

    KeyRing keyRing() {
        return context.getBean(KeyRing.class);
    }

    MasterKeyRotation masterKeyRotation() {
        return new MasterKeyRotation(context.getBean(Pkcs12MasterKeyStore.class), keyRing(), stored());
    }

    @Override
    public void close() {
        context.close();
    }
}
