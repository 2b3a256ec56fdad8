namespace Muster.Agent.Guards;

/// <summary>Questions to file systems, which may hang for minutes when they lie on a network: they must not hold up the guards.</summary>
internal static class Offloaded
{
    public static Task<T> Run<T>(Func<T> ask, CancellationToken cancel) =>
        Task.Factory.StartNew(ask, cancel, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
