using System.Diagnostics;
using Muster.Local.Store;
using Muster.Tests.Children;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

public sealed class EngineLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StoreDirectory directory;
    private readonly EngineHolder us = new(Environment.ProcessId, Samples.Noon, "here");

    public EngineLockTests() => directory = new(folder.Path);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_lock_that_nobody_took_has_no_holder() => Assert.Null(EngineLock.FindHolder(directory));

    [Fact]
    public void A_lock_is_held_by_one_until_it_is_given_back()
    {
        using (var first = EngineLock.TryAcquire(directory, us))
        {
            Assert.NotNull(first);
            Assert.Null(EngineLock.TryAcquire(directory, us));
            Assert.Equal(us, EngineLock.FindHolder(directory));
        }

        Assert.Null(EngineLock.FindHolder(directory));
        using var second = EngineLock.TryAcquire(directory, us with { Host = "there" });
        Assert.Equal("there", EngineLock.FindHolder(directory)!.Host);
    }

    [Fact]
    public void Asking_who_holds_the_lock_does_not_give_it_up_or_take_it()
    {
        using var held = EngineLock.TryAcquire(directory, us);
        for (var i = 0; i < 3; i++)
            Assert.NotNull(EngineLock.FindHolder(directory));
        Assert.Null(EngineLock.TryAcquire(directory, us));
    }

    [Fact]
    public async Task Another_processes_lock_is_respected_and_its_holder_named()
    {
        using var child = ChildProcess.Start("hold", directory.Root);
        Assert.Equal("held", await child.ReadLineAsync(Cancel));

        Assert.Null(EngineLock.TryAcquire(directory, us));
        Assert.Equal(new EngineHolder(child.Id, Samples.Noon, "child"), EngineLock.FindHolder(directory));

        await child.EndAsync(Cancel);
        Assert.Null(EngineLock.FindHolder(directory));
    }

    [Fact]
    public async Task The_lock_of_a_killed_process_is_free()
    {
        using var child = ChildProcess.Start("hold", directory.Root);
        Assert.Equal("held", await child.ReadLineAsync(Cancel));

        await child.KillAsync(Cancel);

        Assert.Null(EngineLock.FindHolder(directory));
        using var ours = EngineLock.TryAcquire(directory, us);
        Assert.NotNull(ours);
    }

    [Fact]
    public void A_command_that_was_started_does_not_inherit_the_lock()
    {
        var held = EngineLock.TryAcquire(directory, us)!;
        using var command = Process.Start(new ProcessStartInfo("cat") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        held.Dispose();

        using var again = EngineLock.TryAcquire(directory, us);

        Assert.False(command.HasExited);
        Assert.NotNull(again);
        command.StandardInput.Close();
        command.WaitForExit();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("12\nno time\n")]
    public void A_holder_that_did_not_yet_say_who_it_is_is_known_in_part(string text)
    {
        var holder = EngineHolder.FromText(text);

        Assert.Equal((null, null), (holder.StartedAt, holder.Host));
    }

    [Fact]
    public void A_lock_in_a_directory_that_is_not_there_is_an_error()
    {
        var error = Assert.Throws<StoreProblemException>(() => EngineLock.TryAcquire(new(folder.At("none")), us));

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.Equal(
            $"The store {folder.At("none/engine.lock")} cannot be written: Could not find a part of the path '{folder.At("none/engine.lock")}'. Reading needs to write there, too. Give its directory to this user, or give another one with --store.",
            error.Message);
    }
}
