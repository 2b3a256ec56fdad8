using Muster.Local.Store;

namespace Muster.Tests.Local.Store;

public class NetworkFileSystemTests
{
    private const string Mounts = """
        22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/root rw
        23 22 0:21 / /proc rw,nosuid shared:5 - proc proc rw
        40 22 0:50 / /home rw,relatime shared:20 - nfs4 server:/home rw,vers=4.2
        41 40 259:2 / /home/me/local rw shared:21 master:3 propagate_from:2 - xfs /dev/sdb1 rw
        42 22 0:51 / /mnt/with\040space rw - cifs //server/share rw
        43 22 0:52 / /mnt/ssh rw - fuse.sshfs me@host: rw
        44 22 0:53 / /mnt/fuse rw - fuse.ext4 /dev/loop0 rw
        45 22 0:54 / /mnt/wsl rw - 9p drvfs rw
        46 22 0:55 / /mnt/lustre rw - lustre mds@tcp:/fs rw
        47 22 0:56 / /mnt/covered rw - nfs server:/a rw
        48 22 259:3 / /mnt/covered rw - ext4 /dev/sdc1 rw
        49 22 0:57 / /mnt/afs rw - afs none rw
        50 22 0:58 / /tmp rw - tmpfs tmpfs rw
        51 22 0:59 / /var/lib/docker/overlay2 rw - overlay overlay rw,lowerdir=a - b
        nonsense
        """;

    [Theory]
    [InlineData("/home/me", "/home", "nfs4")]
    [InlineData("/home", "/home", "nfs4")]
    [InlineData("/mnt/with space/store", "/mnt/with space", "cifs")]
    [InlineData("/mnt/ssh/a/b", "/mnt/ssh", "fuse.sshfs")]
    [InlineData("/mnt/wsl/c", "/mnt/wsl", "9p")]
    [InlineData("/mnt/lustre/x", "/mnt/lustre", "lustre")]
    [InlineData("/mnt/afs", "/mnt/afs", "afs")]
    public void A_path_on_a_network_file_system_is_told_with_mount_point_and_type(string path, string mountPoint, string type) =>
        Assert.Equal((mountPoint, type), NetworkFileSystem.Find(path, Mounts));

    [Theory]
    [InlineData("/")]
    [InlineData("/var/store")]
    [InlineData("/homework")]
    [InlineData("/home/me/local/store")]
    [InlineData("/mnt/fuse/store")]
    [InlineData("/mnt/covered/store")]
    [InlineData("/tmp/store")]
    [InlineData("/var/lib/docker/overlay2/x")]
    public void A_path_on_a_local_file_system_is_not(string path) => Assert.Null(NetworkFileSystem.Find(path, Mounts));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("22 1 259:1 / /home rw")]
    public void A_table_that_does_not_tell_refuses_nothing(string mounts) => Assert.Null(NetworkFileSystem.Find("/home/me", mounts));

    [Fact]
    public void A_refusal_says_where_and_what_to_do() => Assert.Equal(
        "The store /home/me/muster would lie on the network file system /home (nfs4), where file locks do not hold and answers may be lost. Give a directory on a local disk with --store.",
        StoreProblemException.OnNetwork("/home/me/muster", "/home", "nfs4").Message);

    [Fact]
    public void A_path_that_is_not_there_yet_lies_where_the_nearest_folder_does()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(FileSystemType.IsLocal(folder.Path), FileSystemType.IsLocal(folder.At("not/there/yet")));
        Assert.False(FileSystemType.IsLocal("/proc/not/there"));
    }

    [Fact]
    public void A_link_to_a_local_folder_is_followed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("real"));
        File.CreateSymbolicLink(folder.At("link"), folder.At("real"));

        SqliteRunStore.Open(new(folder.At("link/store"))).Dispose();

        Assert.True(File.Exists(folder.At("real/store/store.db")));
    }
}
