package io.rowseal.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** An executable jar as Spring Boot's build plugins make it: its loader's classes, and the libraries as jars in the jar. */
final class ExecutableJar {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

    private ExecutableJar() {}

    /** A jar that runs {@link RegistrationProbe} with the libraries. */
    static Path build(Path file, Path... libraries) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, LAUNCHER);
        attributes.putValue("Start-Class", RegistrationProbe.class.getName());
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            addLoader(jar);
            jar.putNextEntry(new JarEntry("BOOT-INF/"));
            jar.putNextEntry(new JarEntry("BOOT-INF/classes/"));
            addApplication(jar);
            jar.putNextEntry(new JarEntry("BOOT-INF/lib/"));
            for (Path library : libraries) {
                addLibrary(jar, library);
            }
        }
        return file;
    }

    private static void addLoader(JarOutputStream jar) throws Exception {
        String loader = ProbeJvm.location(org.springframework.boot.loader.launch.JarLauncher.class);
        try (JarFile source = new JarFile(loader)) {
            for (JarEntry entry : Collections.list(source.entries())) {
                if (!entry.getName().equals("META-INF/") && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = source.getInputStream(entry)) {
                        in.transferTo(jar);
                    }
                }
            }
        }
    }

    private static void addApplication(JarOutputStream jar) throws Exception {
        Path classes = Path.of(ProbeJvm.location(RegistrationProbe.class));
        String directory = RegistrationProbe.class.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.list(classes.resolve(directory))) {
            for (Path file : files.sorted().toList()) {
                jar.putNextEntry(new JarEntry("BOOT-INF/classes/" + directory + "/" + file.getFileName()));
                Files.copy(file, jar);
            }
        }
    }

    /** Not compressed, as the loader demands. */
    private static void addLibrary(JarOutputStream jar, Path library) throws IOException {
        byte[] bytes = Files.readAllBytes(library);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        JarEntry entry = new JarEntry("BOOT-INF/lib/" + library.getFileName());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
    }
}
