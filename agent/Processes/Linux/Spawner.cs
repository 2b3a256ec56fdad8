using System.Collections.Concurrent;
using Muster.Agent.Output;

namespace Muster.Agent.Processes.Linux;

/// <summary>
/// Starts processes by posix_spawn: the child shares our memory until it executes, so a large engine costs no more than a
/// small one. fork copies page tables (1 ms and more for an engine of 100 MB), and .NET's own Process starts under a
/// lock, cannot make a group, and passes output through us.
/// </summary>
internal sealed unsafe class Spawner : IDisposable
{
    private const int NullDeviceFlags = 0x80000; // O_RDONLY | O_CLOEXEC

    private readonly SpawnAttributes _ofGroups = new(ownSession: false);
    private readonly SpawnAttributes _ofSessions = new(ownSession: true);
    private readonly ConcurrentBag<SpawnScratch> _scratches = [];
    private readonly bool _closesRest = LibC.Has("posix_spawn_file_actions_addclosefrom_np");
    private readonly OutputFile _nothing = OutputFiles.Open("/dev/null", NullDeviceFlags);

    /// <summary>Starts the process and gives its id.</summary>
    /// <exception cref="StartException">It could not be started.</exception>
    public int Start(ProcessStart start)
    {
        if (!_scratches.TryTake(out var scratch)) scratch = new();
        try
        {
            scratch.Fill(start);
            var process = 0;
            var error = Start(start, scratch, &process);
            return error == 0 ? process : throw StartDiagnosis.Of(error, start);
        }
        finally
        {
            _scratches.Add(scratch);
            GC.KeepAlive(start); // its encoded strings were in use by address
        }
    }

    public void Dispose() => _nothing.Dispose();

    private int Start(ProcessStart start, SpawnScratch scratch, int* process)
    {
        var arguments = (byte**)(start.Command.Native?.Address ?? scratch.Arguments);
        var actions = (void*)scratch.Actions;
        var error = LibC.ActionsInit(actions);
        if (error != 0) return error;
        try
        {
            error = LibC.ActionsChangeDirectory(actions, (byte*)scratch.Directory);
            if (error == 0) error = LibC.ActionsDuplicate(actions, OutputFiles.NumberOf(_nothing), 0);
            if (error == 0) error = LibC.ActionsDuplicate(actions, OutputFiles.NumberOf(start.Stdout), 1);
            if (error == 0) error = LibC.ActionsDuplicate(actions, OutputFiles.NumberOf(start.Stderr), 2);
            // All that we open is closed on exec; what we were given by our own parent, and what libraries open, is closed here.
            if (error == 0 && _closesRest) error = LibC.ActionsCloseFrom(actions, 3);
            var attributes = start.OwnSession ? _ofSessions : _ofGroups;
            return error != 0 ? error : LibC.Spawn(process, (byte*)scratch.Program, actions, attributes.Pointer, arguments, (byte**)scratch.Environment);
        }
        finally
        {
            _ = LibC.ActionsDestroy(actions);
        }
    }
}
