using Muster.Cli.Doctor;
using Muster.Local.Store;
using Muster.Testing.Time;

namespace Muster.Tests.Cli;

public class DoctorJudgementTests
{
    private const long Mebibyte = 1L << 20;
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ManualTime s_zone = new();

    [Theory]
    [InlineData(0, 1_000_000L, "Fail")]
    [InlineData(100 * Mebibyte - 1, 1_000_000L, "Fail")]
    [InlineData(100 * Mebibyte, 1_000_000L, "Warn")]
    [InlineData(1024 * Mebibyte - 1, 1_000_000L, "Warn")]
    [InlineData(1024 * Mebibyte, 1_000_000L, "Ok")]
    [InlineData(1024 * Mebibyte, 10_000L, "Ok")]
    [InlineData(1024 * Mebibyte, 9_999L, "Warn")]
    [InlineData(1024 * Mebibyte, 999L, "Fail")]
    [InlineData(1024 * Mebibyte, null, "Ok")]
    public void Disk_warns_and_fails_below_its_thresholds(long bytes, long? files, string expected) =>
        Assert.Equal(expected, DiskCheck.Judge("/stores/one", new(bytes, files)).Status.ToString());

    [Fact]
    public void Disk_says_how_much_is_free_and_where() => Assert.Equal(
        Finding.Warn("512.0 MiB and 20000 files free at /stores/one", "Make room on that disk, or name a store on another one with --store."),
        DiskCheck.Judge("/stores/one", new(512 * Mebibyte, 20_000)));

    [Theory]
    [InlineData(24 * 60, 0, "Ok")]
    [InlineData(24 * 60 + 1, 0, "Fail")]
    [InlineData(0, 5, "Ok")]
    [InlineData(0, 6, "Warn")]
    [InlineData(24 * 60 + 1, 6, "Fail")]
    public void Clock_may_not_be_before_the_program_and_the_store(int programAhead, int storeAhead, string expected) =>
        Assert.Equal(expected, ClockCheck.Judge(s_now, s_now.AddMinutes(programAhead), s_now.AddMinutes(storeAhead), s_zone).Status.ToString());

    [Fact]
    public void Clock_says_what_it_was_compared_with()
    {
        Assert.Equal(Finding.Ok("The clock says 2026-03-01 12:00:00 UTC"), ClockCheck.Judge(s_now, null, null, s_zone));
        Assert.Equal(
            Finding.Warn("The clock says 2026-03-01 12:00:00 UTC, but the store's newest run was written at 2026-03-01 13:00:00 UTC", "Set this machine's clock, best by a time service (NTP)."),
            ClockCheck.Judge(s_now, null, s_now.AddHours(1), s_zone));
    }

    [Theory]
    [InlineData(1024L, 1024L, "Ok")]
    [InlineData(1023L, 1024L, "Warn")]
    [InlineData(1024L, 1023L, "Warn")]
    [InlineData(null, null, "Ok")]
    public void Limits_warn_below_1024(long? files, long? processes, string expected) =>
        Assert.Equal(expected, LimitsCheck.Judge(new(files, processes)).Status.ToString());

    [Fact]
    public void Limits_are_read_from_the_kernels_table()
    {
        const string Table = """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             unlimited            unlimited            processes
            Max open files            1000                 1048576              files
            """;

        Assert.Equal(new(1000, null), OwnLimits.Parse(Table));
        Assert.Equal(
            Finding.Warn("At most 1000 open files, any number of processes", "Raise them to 1024 or more (ulimit -n, ulimit -u, or the service manager's settings), or run fewer points at once."),
            LimitsCheck.Judge(OwnLimits.Parse(Table)));
    }

    [Fact]
    public void Shell_fails_when_it_does_not_tell_its_version()
    {
        Assert.Equal(Finding.Ok("bash 5.2 at /bin/bash"), ShellCheck.Judge("/bin/bash", 0, "bash 5.2", ""));
        Assert.Equal(
            Finding.Fail("/bin/bash did not tell its version: exit code 127, no libc", "Install bash anew, or put the folder of another one first in PATH."),
            ShellCheck.Judge("/bin/bash", 127, "", "no libc"));
    }

    [Fact]
    public void A_network_file_system_fails()
    {
        Assert.Equal(Finding.Ok("/s is on no network file system"), FileSystemCheck.Judge("/s", null));
        Assert.Equal(
            Finding.Fail("/s is on /, a network file system (nfs4), where file locks do not hold", "Name a directory on a local disk with --store or MUSTER_STORE."),
            FileSystemCheck.Judge("/s", ("/", "nfs4")));
    }

    [Fact]
    public void A_place_without_rights_fails_and_one_that_others_share_warns()
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Finding.Ok("/s is for its owner only"), AccessCheck.Judge("/s", "/s", true, Own));
        Assert.Equal(Finding.Ok("/s can be made, for this user only"), AccessCheck.Judge("/s", "/", true, Own | UnixFileMode.OtherRead));
        Assert.Equal(
            Finding.Fail("This user may not write in /", "Give the directory to this user (chown), or name another one with --store or MUSTER_STORE."),
            AccessCheck.Judge("/s", "/", false, Own));
        Assert.Equal(
            Finding.Warn("Others than its owner have rights in /s (704), where the specs and outputs of all runs are", "If that is not meant: chmod 700 /s"),
            AccessCheck.Judge("/s", "/s", true, Own | UnixFileMode.OtherRead));
    }

    [Fact]
    public void A_store_with_a_broken_page_fails()
    {
        Assert.Equal(Finding.Ok("/s/store.db is sound, schema version 2"), StoreCheck.Judge("/s/store.db", new(null, 2)));
        Assert.Equal(
            Finding.Fail("/s/store.db is damaged: Page 3: never used", "Move the store's directory away, or restore it from a copy, or name another one with --store."),
            StoreCheck.Judge("/s/store.db", new("Page 3: never used", 2)));
    }

    [Fact]
    public void An_engine_is_told_as_far_as_it_is_known()
    {
        Assert.Equal(Finding.Ok("None is alive; muster submit and muster wait start one"), EngineCheck.Judge(null, s_zone));
        Assert.Equal(Finding.Ok("Process 7 is alive on box since 2026-03-01 12:00:00 UTC"), EngineCheck.Judge(new(7, s_now, "box"), s_zone));
        Assert.Equal(Finding.Ok("One is alive"), EngineCheck.Judge(new(null, null, null), s_zone));
    }

    [Fact]
    public void Processes_without_an_engine_are_named_up_to_ten()
    {
        const string Fix = "The next engine or agent ends them: muster engine run, or any submit or wait.";
        Assert.Equal(Finding.Ok("All processes of points belong to the engine that is alive"), OrphansCheck.Judge(null));
        Assert.Equal(Finding.Ok("No process of a point is left without an engine"), OrphansCheck.Judge([]));
        Assert.Equal(Finding.Warn("1 process runs without an engine or agent: 7", Fix), OrphansCheck.Judge([7]));
        Assert.Equal(
            Finding.Warn("12 processes run without an engine or agent: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more", Fix), OrphansCheck.Judge([.. Enumerable.Range(1, 12)]));
    }
}
