package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.DomainKind;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sqm.function.AbstractSqmSelfRenderingFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.query.sqm.produce.function.ArgumentsValidator;
import org.hibernate.query.sqm.produce.function.FunctionArgumentException;
import org.hibernate.query.sqm.tree.SqmTypedNode;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.type.BindingContext;

/**
 * Looks at the arguments that a function of Hibernate refuses while a query is built. Most functions take an encrypted attribute for
 * what it is in Java ({@link DomainKind}), and {@link QueryCheck} refuses it later; these look at the type of the column. The
 * refusal is then worded for the attribute.
 */
public final class EncryptedArguments implements ArgumentsValidator {

    private final ArgumentsValidator standard;

    private EncryptedArguments(ArgumentsValidator standard) {
        this.standard = standard;
    }

    /** Checks the functions of a SessionFactory that has encrypted attributes. It has them once it is complete. */
    public static void whenComplete(SessionFactoryImplementor factory) {
        factory.addObserver(new SessionFactoryObserver() {
            @Override
            public void sessionFactoryCreated(SessionFactory created) {
                check((SessionFactoryImplementor) created);
            }
        });
    }

    private static void check(SessionFactoryImplementor factory) {
        SqmFunctionRegistry functions = factory.getQueryEngine().getSqmFunctionRegistry();
        for (String name : List.copyOf(functions.getValidFunctionKeys())) {
            if (looksAtColumnType(name)
                    && functions.findFunctionDescriptor(name)
                            instanceof AbstractSqmSelfRenderingFunctionDescriptor function
                    && !(function instanceof CheckedFunction)) {
                functions.register(
                        name, new CheckedFunction(function, new EncryptedArguments(function.getArgumentsValidator())));
            }
        }
    }

    private static boolean looksAtColumnType(String function) {
        return function.equals("avg")
                || function.equals("length")
                || function.equals("character_length")
                || function.startsWith("array_");
    }

    @Override
    public void validate(List<? extends SqmTypedNode<?>> arguments, String function, BindingContext context) {
        try {
            standard.validate(arguments, function, context);
        } catch (FunctionArgumentException e) {
            QueryCheck check = new QueryCheck();
            check.during("function " + function + "()", () -> {
                arguments.forEach(argument -> argument.accept(check));
                return arguments;
            });
            throw e;
        }
    }

    @Override
    public void validateSqlTypes(List<? extends SqlAstNode> arguments, String function) {
        standard.validateSqlTypes(arguments, function);
    }

    @Override
    public String getSignature() {
        return standard.getSignature();
    }
}
