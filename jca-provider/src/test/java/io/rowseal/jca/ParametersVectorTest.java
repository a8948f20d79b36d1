package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published vectors of encoded parameters: a header apart from its body. */
class ParametersVectorTest {

    private static final Provider PROVIDER = new RowsealProvider();

    @TestFactory
    Stream<DynamicTest> parametersAreReadOrRefused() {
        return Vectors.tests("parameters", vector -> vector.given().has("bytes"), vector -> {
            AlgorithmParameters parameters = parameters();
            byte[] bytes = vector.given("bytes");
            if (!vector.isValid()) {
                assertThatThrownBy(() -> parameters.init(bytes)).isInstanceOf(IOException.class);
                return;
            }
            parameters.init(bytes);
            EnvelopeParameterSpec spec = parameters.getParameterSpec(EnvelopeParameterSpec.class);
            assertThat(spec.header()).isEqualTo(expected(vector, "header"));
            assertThat(spec.isDetached()).isEqualTo(isDetached(vector, "expected"));
            assertThat(parameters.getEncoded()).isEqualTo(bytes);
        });
    }

    @TestFactory
    Stream<DynamicTest> parametersHaveTheBytesOfTheVectors() {
        return Vectors.tests("parameters", vector -> vector.given().has("header"), vector -> {
            EnvelopeParameterSpec spec = new EnvelopeParameterSpec(Context.empty()).withHeader(vector.given("header"));
            AlgorithmParameters parameters = parameters();
            parameters.init(isDetached(vector, "given") ? spec.detached() : spec);
            assertThat(parameters.getEncoded()).isEqualTo(expected(vector, "bytes"));
        });
    }

    private static AlgorithmParameters parameters() throws GeneralSecurityException {
        return AlgorithmParameters.getInstance("Envelope", PROVIDER);
    }

    private static boolean isDetached(Vector vector, String where) {
        return vector.node().required(where).required("detached").asBoolean();
    }

    private static byte[] expected(Vector vector, String name) {
        return Vectors.bytes(vector.node().required("expected").required(name));
    }
}
