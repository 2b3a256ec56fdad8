using System.Text;
using Muster.Agent.Output;
using Muster.Agent.Processes.Linux;
using Muster.Outputs;

namespace Muster.Tests.Agent.Output;

public sealed class OutputPackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pack_that_is_full_is_followed_by_the_next()
    {
        using var pack = new OutputPack(_folder.Path, "w");
        var first = pack.Append(new byte[OutputPack.FullAt - 1]);
        var last = pack.Append("ab"u8);
        var next = pack.Append("cd"u8);
        pack.Sync();

        Assert.Equal(new OutputRef("w-000001.pack", 0, OutputPack.FullAt - 1), first);
        Assert.Equal(new OutputRef("w-000001.pack", OutputPack.FullAt - 1, 2), last);
        Assert.Equal(new OutputRef("w-000002.pack", 0, 2), next);
        Assert.Equal(("ab", "cd"), (Read(last), Read(next)));
    }

    [Fact]
    public void Writers_at_the_same_time_each_find_their_own_bytes()
    {
        using var pack = new OutputPack(_folder.Path, "w");
        var texts = Enumerable.Range(0, 2000).Select(i => $"{i}:{new string((char)('a' + (i % 26)), i % 50)}").ToArray();
        var written = new OutputRef[texts.Length];
        Parallel.For(0, texts.Length, new() { MaxDegreeOfParallelism = 8 }, i => written[i] = pack.Append(Encoding.ASCII.GetBytes(texts[i])));

        Assert.Equal(texts, written.Select(Read));
    }

    [Fact]
    public void Full_disk_is_told_and_what_was_kept_before_stays_readable()
    {
        var full = false;
        using var pack = new OutputPack(_folder.Path, "w")
        {
            Open = path => full ? OutputFiles.Open("/dev/full", LibC.OpenReadWrite) : OutputFiles.Place(path),
        };
        var kept = pack.Append(new byte[OutputPack.FullAt]);
        full = true;
        var failure = Assert.Throws<OutputException>(() => pack.Append("lost"u8));

        Assert.Equal(OutputFailure.Full, failure.Failure);
        Assert.Equal(
            "cannot write output to /dev/full: No space left on device (errno 28); free space on that disk, or choose a folder on another",
            failure.Message);
        Assert.Equal(OutputPack.FullAt, Read(kept).Length);
    }

    [Fact]
    public void Folder_that_cannot_be_made_is_told()
    {
        var failure = Assert.Throws<OutputException>(() => new OutputPack("/proc/muster/output", "w"));

        Assert.StartsWith("cannot make the folder /proc/muster/output: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_was_removed_or_cut_is_told()
    {
        _folder.Write("w-000001.pack", "12345");

        Assert.Equal(
            $"cannot read the output kept in {_folder["w-000002.pack"]}: the file is not there; somebody removed or changed it",
            Assert.Throws<OutputException>(() => Read(new("w-000002.pack", 0, 1))).Message);
        Assert.Equal(
            $"cannot read the output kept in {_folder["w-000001.pack"]}: it has 5 bytes, and 3 from byte 3 on are wanted; somebody removed or changed it",
            Assert.Throws<OutputException>(() => Read(new("w-000001.pack", 3, 3))).Message);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("a.pack:0+120|-")]
    [InlineData("-|a:b.pack:7+1")]
    [InlineData("17-1.out:0+300000|a.pack:5+6")]
    public void Reference_is_read_as_it_was_written(string text) => Assert.Equal(text, AttemptOutput.Parse(text).ToString());

    [Theory]
    [InlineData("", "'' names no output of an attempt; expected STDOUT|STDERR, or - for none")]
    [InlineData("a|b|c", "'a|b|c' names no output of an attempt; expected STDOUT|STDERR, or - for none")]
    [InlineData("a.pack|-", "'a.pack' names no output; expected FILE:OFFSET+LENGTH, such as a.pack:0+120")]
    [InlineData("a.pack:-1+2|-", "'a.pack:-1+2' names no output; expected FILE:OFFSET+LENGTH, such as a.pack:0+120")]
    public void Text_that_is_no_reference_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => AttemptOutput.Parse(text)).Message);

    private string Read(OutputRef output)
    {
        using var reader = new StreamReader(new OutputReader(_folder.Path).Open(output));
        return reader.ReadToEnd();
    }
}
