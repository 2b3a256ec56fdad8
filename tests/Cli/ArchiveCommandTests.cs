using Muster.Cli;
using Muster.Tests.Agent;

namespace Muster.Tests.Cli;

public class ArchiveCommandTests
{
    [Fact]
    public async Task A_run_goes_to_a_file_and_from_it_to_another_store()
    {
        using var folder = new TemporaryFolder();
        var (here, there) = (new CliRig(), new CliRig());
        var run = await DeleteCommandTests.EndedAsync(here.World);
        var file = System.IO.Path.Join(folder.Path, "run.tar.gz");

        var exported = await here.RunAsync("export", "lr", "-o", file);
        var imported = await there.RunAsync("import", file);

        Assert.Matches($@"^Exported run {run.Id} \(lr\) to {file}: 6 entries of [0-9.]+ KiB\.\n$", exported.Error);
        Assert.Matches($@"^Imported run {run.Id} \(lr\): 6 entries of [0-9.]+ KiB\.\n$", imported.Error);
        Assert.Equal((0, 0, "", ""), (exported.Code, imported.Code, exported.Out, imported.Out));
        Assert.Equal((await here.RunAsync("points", "lr", "--json")).Out, (await there.RunAsync("points", "lr", "--json")).Out);
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is already here, and the same.\n"), await there.RunAsync("import", file));
        Assert.Equal([file], System.IO.Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_run_goes_through_a_pipe()
    {
        var (here, there) = (new CliRig(), new CliRig());
        var run = await DeleteCommandTests.EndedAsync(here.World);
        using var pipe = new MemoryStream();

        Assert.Equal(0, (await here.RunOverAsync(pipe, "export", "lr", "-o", "-")).Code);
        there.Input = pipe.ToArray();
        var imported = await there.RunAsync("import", "-", "--json");

        Assert.Equal(0, imported.Code);
        Assert.Contains($"\"sweep_id\": \"{run.Id}\"", imported.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_written_to_and_not_replaced()
    {
        var cli = new CliRig();
        await DeleteCommandTests.EndedAsync(cli.World);
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null.");

        Assert.Equal(0, (await cli.RunAsync("export", "lr", "-o", "/dev/null")).Code);

        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public async Task An_archive_in_no_directory_or_in_the_place_of_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        var cli = new CliRig();
        await DeleteCommandTests.EndedAsync(cli.World);
        var lost = System.IO.Path.Join(folder.Path, "no", "x");

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: --output is {lost}, but there is no directory {System.IO.Path.Join(folder.Path, "no")}. Make it, or name a file elsewhere.\n"),
            await cli.RunAsync("export", "lr", "-o", lost));
        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: --output is {folder.Path}, which is a directory. Name a file, such as {System.IO.Path.Join(folder.Path, "run.tar.gz")}.\n"),
            await cli.RunAsync("export", "lr", "-o", folder.Path));
    }

    [Fact]
    public async Task An_export_that_fails_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) is waiting; only a run that has ended is exported. Wait for it (muster wait {run.Id}), or cancel it (muster cancel {run.Id}).\n"),
            await cli.RunAsync("export", "lr", "-o", System.IO.Path.Join(folder.Path, "run.tar.gz")));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_bad_archive_is_told_as_such() => Assert.Equal(
        new(ExitCode.CouldNotTell, "", "muster: It is no archive of a run: it does not start as what 'muster export' writes does. Nothing was imported.\n"),
        await new CliRig { Input = [1, 2, 3] }.RunAsync("import", "-"));

    [Fact]
    public async Task An_archive_is_not_written_to_a_terminal()
    {
        var cli = new CliRig { Screen = new(80, false) };
        await cli.World.AddAsync("lr");

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: An archive is not for the eyes: send it to a file or to another command, or name a file with -o FILE.\n"),
            await cli.RunAsync("export", "lr", "-o", "-"));
    }

    [Theory]
    [InlineData("export lr", "'muster export' needs -o FILE: the archive to write, or - for the standard output. See 'muster export --help'.")]
    [InlineData("import", "'muster import' needs FILE. See 'muster import --help'.")]
    [InlineData("import /no/such/file", "There is no file /no/such/file; name the archive that 'muster export' wrote, or - for the standard input.")]
    [InlineData("import /", "/ is a directory; name the archive that 'muster export' wrote.")]
    public async Task Wrong_usage_is_told(string line, string message) =>
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {message}\n"), await new CliRig().RunAsync(line.Split(' ')));
}
