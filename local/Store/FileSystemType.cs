using System.Runtime.InteropServices;

namespace Muster.Local.Store;

/// <summary>The kernel's number for the type of a file system (<c>linux/magic.h</c>).</summary>
internal static partial class FileSystemType
{
    // The struct has 120 bytes on 64-bit Linux; its first field is the type.
    private const int StructBytes = 256;

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
