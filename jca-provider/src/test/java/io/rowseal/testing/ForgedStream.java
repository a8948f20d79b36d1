package io.rowseal.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;

/** Serialized objects of classes that refuse to be serialized: what an attacker would write by hand. */
public final class ForgedStream {

    private ForgedStream() {}

    /** Reads a stream that holds an object as it was written for another class, with the name of the class. */
    public static Object read(Serializable standIn, Class<?> claimed) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes) {
            @Override
            protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
                super.writeClassDescriptor(
                        descriptor.forClass() == standIn.getClass() ? ObjectStreamClass.lookup(claimed) : descriptor);
            }
        }) {
            out.writeObject(standIn);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
