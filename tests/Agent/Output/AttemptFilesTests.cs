using Muster.Agent.Output;

namespace Muster.Tests.Agent.Output;

public sealed class AttemptFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Streams_are_kept_in_files_named_by_the_attempt_and_empty_ones_are_removed()
    {
        using var files = new AttemptFiles(_folder.Path, "17-2");
        File.AppendAllText(files.Stdout.Path, "text");

        Assert.Equal("17-2.out:0+4|-", files.Keep().ToString());
        Assert.Equal([_folder["17-2.out"]], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void Files_of_an_earlier_engine_are_found_by_the_name()
    {
        using (new AttemptFiles(_folder.Path, "17-2")) _folder.Write("17-2.err", "left");
        using var again = new AttemptFiles(_folder.Path, "17-2");

        Assert.Equal("-|17-2.err:0+4", again.Keep().ToString());
    }

    [Fact]
    public void Folder_that_is_gone_is_told()
    {
        var failure = Assert.Throws<OutputException>(() => new AttemptFiles(_folder["none"], "1-1"));

        Assert.Equal(OutputFailure.Missing, failure.Failure);
        Assert.Equal(
            $"cannot open the output file {_folder["none/1-1.out"]}: No such file or directory (errno 2); somebody removed its folder: create it again",
            failure.Message);
    }
}
