namespace Muster.Resources;

/// <summary>What a machine has to run points with.</summary>
/// <param name="Cpus">Cores that this process may use, 1 or more.</param>
/// <param name="MemoryBytes">Memory that this process may use, in bytes; null: could not be learnt.</param>
/// <param name="Gpus">Ids of the GPUs, as <c>CUDA_VISIBLE_DEVICES</c> names them; empty: none.</param>
public sealed record Machine(int Cpus, long? MemoryBytes, IReadOnlyList<string> Gpus);
