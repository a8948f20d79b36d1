package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.Arrays;
import java.util.List;

/** One hierarchy in each way that tables can be made of it, encrypted and as a plain twin, whose names begin with {@link #TWIN}. */
final class Animals {

    static final String TWIN = "Plain";
    static final List<String> HIERARCHIES = List.of("Union", "Joined", "Single");

    private Animals() {}

    static Class<?>[] all() {
        return Arrays.stream(Animals.class.getDeclaredClasses())
                .filter(nested -> nested.isAnnotationPresent(Entity.class))
                .toArray(Class<?>[]::new);
    }

    @Entity(name = "UnionAnimal")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class UnionAnimal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;
    }

    @Entity(name = "UnionDog")
    static class UnionDog extends UnionAnimal {
        @Encrypted
        @BlindIndex
        String chip;

        String breed;
    }

    @Entity(name = "UnionPuppy")
    static class UnionPuppy extends UnionDog {
        @Encrypted
        String toy;
    }

    @Entity(name = "UnionCat")
    static class UnionCat extends UnionAnimal {
        @Encrypted
        String mood;
    }

    @Entity(name = "UnionOwner")
    static class UnionOwner {
        @Id
        Long id;

        @ManyToOne
        UnionDog dog;

        @ManyToOne
        UnionAnimal animal;
    }

    @Entity(name = "JoinedAnimal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class JoinedAnimal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;
    }

    @Entity(name = "JoinedDog")
    static class JoinedDog extends JoinedAnimal {
        @Encrypted
        @BlindIndex
        String chip;

        String breed;
    }

    @Entity(name = "JoinedPuppy")
    static class JoinedPuppy extends JoinedDog {
        @Encrypted
        String toy;
    }

    @Entity(name = "JoinedCat")
    static class JoinedCat extends JoinedAnimal {
        @Encrypted
        String mood;
    }

    @Entity(name = "JoinedOwner")
    static class JoinedOwner {
        @Id
        Long id;

        @ManyToOne
        JoinedDog dog;

        @ManyToOne
        JoinedAnimal animal;
    }

    @Entity(name = "SingleAnimal")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    static class SingleAnimal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;
    }

    @Entity(name = "SingleDog")
    static class SingleDog extends SingleAnimal {
        @Encrypted
        @BlindIndex
        String chip;

        String breed;
    }

    @Entity(name = "SinglePuppy")
    static class SinglePuppy extends SingleDog {
        @Encrypted
        String toy;
    }

    @Entity(name = "SingleCat")
    static class SingleCat extends SingleAnimal {
        @Encrypted
        String mood;
    }

    @Entity(name = "SingleOwner")
    static class SingleOwner {
        @Id
        Long id;

        @ManyToOne
        SingleDog dog;

        @ManyToOne
        SingleAnimal animal;
    }

    @Entity(name = "PlainUnionAnimal")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class PlainUnionAnimal {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "PlainUnionDog")
    static class PlainUnionDog extends PlainUnionAnimal {
        String chip;

        String breed;
    }

    @Entity(name = "PlainUnionPuppy")
    static class PlainUnionPuppy extends PlainUnionDog {
        String toy;
    }

    @Entity(name = "PlainUnionCat")
    static class PlainUnionCat extends PlainUnionAnimal {
        String mood;
    }

    @Entity(name = "PlainUnionOwner")
    static class PlainUnionOwner {
        @Id
        Long id;

        @ManyToOne
        PlainUnionDog dog;

        @ManyToOne
        PlainUnionAnimal animal;
    }

    @Entity(name = "PlainJoinedAnimal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class PlainJoinedAnimal {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "PlainJoinedDog")
    static class PlainJoinedDog extends PlainJoinedAnimal {
        String chip;

        String breed;
    }

    @Entity(name = "PlainJoinedPuppy")
    static class PlainJoinedPuppy extends PlainJoinedDog {
        String toy;
    }

    @Entity(name = "PlainJoinedCat")
    static class PlainJoinedCat extends PlainJoinedAnimal {
        String mood;
    }

    @Entity(name = "PlainJoinedOwner")
    static class PlainJoinedOwner {
        @Id
        Long id;

        @ManyToOne
        PlainJoinedDog dog;

        @ManyToOne
        PlainJoinedAnimal animal;
    }

    @Entity(name = "PlainSingleAnimal")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    static class PlainSingleAnimal {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "PlainSingleDog")
    static class PlainSingleDog extends PlainSingleAnimal {
        String chip;

        String breed;
    }

    @Entity(name = "PlainSinglePuppy")
    static class PlainSinglePuppy extends PlainSingleDog {
        String toy;
    }

    @Entity(name = "PlainSingleCat")
    static class PlainSingleCat extends PlainSingleAnimal {
        String mood;
    }

    @Entity(name = "PlainSingleOwner")
    static class PlainSingleOwner {
        @Id
        Long id;

        @ManyToOne
        PlainSingleDog dog;

        @ManyToOne
        PlainSingleAnimal animal;
    }
}
