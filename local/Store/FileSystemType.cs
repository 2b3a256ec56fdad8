using System.Runtime.InteropServices;

namespace Muster.Local.Store;

/// <summary>What the kernel says of a file system: the number of its type (<c>linux/magic.h</c>), and how many files it still takes.</summary>
internal static partial class FileSystemType
{
    // The struct has 120 bytes on 64-bit Linux; its fields are longs, and the first is the type.
    private const int StructBytes = 256;
    private const int FilesField = 5;
    private const int FreeFilesField = 6;

    /// <summary>Whether a path lies on a file system that is known to be a local one; the nearest directory that exists tells.</summary>
    public static bool IsLocal(string path)
    {
        Span<long> answer = stackalloc long[StructBytes / sizeof(long)];
        for (var here = path; here is not null; here = Path.GetDirectoryName(here))
        {
            if (Ask(here, ref MemoryMarshal.GetReference(answer)) == 0)
                return IsLocal(answer[0]);
        }

        return false;
    }

    /// <summary>How many more files a file system takes.</summary>
    /// <param name="path">A path that is there.</param>
    /// <returns>Their number; null where it has no limit of its own or does not tell.</returns>
    public static long? FreeFiles(string path)
    {
        Span<long> answer = stackalloc long[StructBytes / sizeof(long)];
        return Ask(path, ref MemoryMarshal.GetReference(answer)) == 0 && answer[FilesField] > 0 ? answer[FreeFilesField] : null;
    }

    private static bool IsLocal(long type) => (type & 0xffffffff) switch
    {
        0xef53 => true, // ext2, ext3, ext4
        0x58465342 => true, // xfs
        0x9123683e => true, // btrfs
        0x01021994 => true, // tmpfs
        0x794c7630 => true, // overlay
        0x2fc12fc1 => true, // zfs
        0xf2f52010 => true, // f2fs
        _ => false,
    };

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(string path, ref long answer);
}
