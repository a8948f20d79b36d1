package io.rowseal.keys.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that only their owner can open, from the moment they exist, written so that a crash leaves either the old file or the
 * new one, whole. POSIX permissions where the file system has them, else an access control list.
 */
final class OwnerOnlyFiles {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> NOT_FOR_KEYS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private OwnerOnlyFiles() {}

    /** Writes a file of a new name beside the target and forces it to disk. */
    static Path writeBeside(Path target, byte[] content, byte[] randomName) throws IOException {
        Path written =
                target.resolveSibling(temporaryPrefix(target) + HexFormat.of().formatHex(randomName) + ".new");
        try (FileChannel channel = FileChannel.open(
                written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(target))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return written;
    }

    /** Opens a file for writing, creating it owner-only. */
    static FileChannel openOrCreate(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly(file));
    }

    /**
     * Removes what a crash left behind, and no other file of a similar name. Only for the holder of the lock: a file of another
     * writer must not vanish.
     */
    static void removeLeftovers(Path target) throws IOException {
        Pattern leftoverName = Pattern.compile(Pattern.quote(temporaryPrefix(target)) + "[0-9a-f]{16}\\.new");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory(target),
                file -> leftoverName.matcher(file.getFileName().toString()).matches())) {
            for (Path leftover : files) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /**
     * Gives a written file its final name, unless there is a file of that name. A hard link never overwrites; where the file
     * system has none, the lock that the caller holds takes its place.
     *
     * @return false if there is a file of that name
     */
    static boolean publishNew(Path written, Path target) throws IOException {
        try {
            Files.createLink(target, written);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (Files.exists(target)) {
                return false;
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
        return true;
    }

    /** Puts a written file in the place of the target, with the target's owner and permissions. */
    static void replace(Path written, Path target) throws IOException {
        try {
            keepAccess(target, written);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
        forceDirectory(target);
    }

    /** Makes the directory entry of a file survive a power failure. Other than POSIX systems do it by themselves. */
    static void forceDirectory(Path target) throws IOException {
        if (hasPosixPermissions(target)) {
            try (FileChannel channel = FileChannel.open(directory(target), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The permissions of a file if somebody else than its owner can read or change it, as "rw-r--r--". */
    static Optional<String> tooOpen(Path file) throws IOException {
        if (!hasPosixPermissions(file)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.stream().anyMatch(NOT_FOR_KEYS::contains)
                ? Optional.of(PosixFilePermissions.toString(permissions))
                : Optional.empty();
    }

    static Path directory(Path file) throws NoSuchFileException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new NoSuchFileException(file.toString());
        }
        return directory;
    }

    private static String temporaryPrefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static void keepAccess(Path from, Path to) throws IOException {
        PosixFileAttributeView posixFrom = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView posixTo = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (posixFrom != null && posixTo != null) {
            PosixFileAttributes wanted = posixFrom.readAttributes();
            PosixFileAttributes present = posixTo.readAttributes();
            if (!wanted.owner().equals(present.owner())) {
                posixTo.setOwner(wanted.owner());
            }
            if (!wanted.group().equals(present.group())) {
                posixTo.setGroup(wanted.group());
            }
            posixTo.setPermissions(wanted.permissions());
            return;
        }
        AclFileAttributeView aclFrom = Files.getFileAttributeView(from, AclFileAttributeView.class);
        AclFileAttributeView aclTo = Files.getFileAttributeView(to, AclFileAttributeView.class);
        if (aclFrom != null && aclTo != null) {
            aclTo.setAcl(aclFrom.getAcl());
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        if (hasPosixPermissions(file)) {
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)};
        }
        if (Files.getFileStore(directory(file)).supportsFileAttributeView(AclFileAttributeView.class)) {
            UserPrincipal user = file.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name"));
            return new FileAttribute<?>[] {
                new AccessControlList(List.of(AclEntry.newBuilder()
                        .setType(AclEntryType.ALLOW)
                        .setPrincipal(user)
                        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                        .build()))
            };
        }
        return new FileAttribute<?>[0];
    }

    private static boolean hasPosixPermissions(Path file) throws IOException {
        return Files.getFileStore(directory(file)).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    private record AccessControlList(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
