using Muster.Guards;

namespace Muster.Testing.Guards;

/// <summary>Keeps an agent's deadline as long as the process lives.</summary>
public sealed class InMemoryGuardMemory : IGuardMemory
{
    private KeptDeadline? kept;

    /// <inheritdoc />
    public string Place => "the memory of this process";

    /// <inheritdoc />
    public KeptDeadline? Read() => Volatile.Read(ref kept);

    /// <inheritdoc />
    public void Write(KeptDeadline kept) => Volatile.Write(ref this.kept, kept);

    /// <inheritdoc />
    public void Forget() => Volatile.Write(ref kept, null);
}
