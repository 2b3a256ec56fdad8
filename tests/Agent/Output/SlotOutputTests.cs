using Muster.Agent.Output;
using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux;
using Muster.Outputs;
using Muster.Tests.Agent.Processes;

namespace Muster.Tests.Agent.Output;

public sealed class SlotOutputTests : IDisposable
{
    private readonly ProcessRig _rig = new(time => new LinuxProcessHost(time));
    private readonly string _folder;
    private readonly OutputPack _pack;
    private readonly SlotOutput _slot;

    public SlotOutputTests()
    {
        _folder = Path.Join(_rig.Folder, "output");
        _pack = new(_folder, "w1");
        _slot = new(_pack, _folder, "w1-0");
    }

    public void Dispose()
    {
        _slot.Dispose();
        _pack.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Command_that_writes_nothing_keeps_nothing_and_makes_no_file()
    {
        var output = await Run("true", "0-1");

        Assert.Equal(AttemptOutput.Empty, output);
        Assert.Equal(["w1-0.err", "w1-0.out"], Files());
    }

    [Fact]
    public async Task Short_output_of_several_commands_is_kept_apart_in_one_pack()
    {
        var first = await Run("echo one; echo problem >&2", "0-1");
        var second = await Run("echo two", "1-1");

        Assert.Equal("w1-000001.pack:0+4|w1-000001.pack:4+8", first.ToString());
        Assert.Equal("w1-000001.pack:12+4|-", second.ToString());
        Assert.Equal(("one\n", "problem\n"), (Read(first.Stdout), Read(first.Stderr)));
        Assert.Equal(("two\n", ""), (Read(second.Stdout), Read(second.Stderr)));
    }

    [Fact]
    public async Task Command_that_truncates_its_output_cannot_touch_that_of_others()
    {
        var first = await Run("echo precious", "0-1");
        var second = await Run("echo gone; echo kept > /dev/stdout; echo both | tee /dev/stderr >> /dev/stdout", "1-1");

        Assert.Equal("precious\n", Read(first.Stdout));
        Assert.Equal(("kept\nboth\n", "both\n"), (Read(second.Stdout), Read(second.Stderr)));
    }

    [Fact]
    public async Task Large_output_becomes_a_file_of_its_own()
    {
        var large = await Run($"head -c {SlotOutput.OwnFileAbove + 1} /dev/zero; echo small >&2", "0-1");
        var next = await Run("echo next", "1-1");

        Assert.Equal($"0-1.out:0+{SlotOutput.OwnFileAbove + 1}|w1-000001.pack:0+6", large.ToString());
        Assert.Equal(SlotOutput.OwnFileAbove + 1, Read(large.Stdout).Length);
        Assert.Equal("next\n", Read(next.Stdout));
    }

    [Fact]
    public async Task Output_survives_sync_and_a_later_writer_with_the_same_name()
    {
        var first = await Run("echo one", "0-1");
        _pack.Sync();
        _pack.Sync();
        using var later = new OutputPack(_folder, "w1");
        var second = later.Append("two\n"u8);

        Assert.Equal("w1-000002.pack:0+4", second.ToString());
        Assert.Equal("one\n", Read(first.Stdout));
    }

    private async Task<AttemptOutput> Run(string text, string name)
    {
        await _rig.Host.Start(new ProcessStart
        {
            Command = CommandLine.OfText(ProcessRig.Bash, text),
            Environment = ProcessRig.OwnEnvironment,
            Directory = _rig.Folder,
            Stdout = _slot.Stdout,
            Stderr = _slot.Stderr,
            Limits = new(TimeSpan.FromMinutes(1)),
        }).Ended;
        return _slot.Keep(name);
    }

    private string Read(OutputRef? output)
    {
        using var reader = new StreamReader(new OutputReader(_folder).Open(output));
        return reader.ReadToEnd();
    }

    private IEnumerable<string?> Files() => Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
