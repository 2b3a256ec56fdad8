namespace Muster.Agent.Processes.Linux;

/// <summary>
/// What children get: a process group (or session) of their own, the default action for every signal and none blocked (.NET ignores
/// SIGPIPE and blocks some; a child that inherited that would behave as in no other place). Made once, then only read.
/// </summary>
internal sealed unsafe class SpawnAttributes
{
    private const short SetGroup = 2, SetDefaults = 4, SetMask = 8, SetSession = 0x80;
    private const int Room = 512; // posix_spawnattr_t has 336 bytes with glibc and musl

    private readonly byte[] _room = GC.AllocateArray<byte>(Room, pinned: true);

    public SpawnAttributes(bool ownSession)
    {
        var set = stackalloc byte[256]; // sigset_t has 128
        Check(LibC.AttributesInit(Pointer));
        Check(LibC.EmptySet(set));
        Check(LibC.AttributesMask(Pointer, set));
        new Span<byte>(set, 256).Fill(0xFF); // sigfillset would leave out the C library's own two, which then were ignored
        Check(LibC.AttributesDefaults(Pointer, set));
        Check(LibC.AttributesGroup(Pointer, 0));
        Check(LibC.AttributesFlags(Pointer, (short)((ownSession ? SetSession : SetGroup) | SetDefaults | SetMask)));
    }

    /// <summary>The posix_spawnattr_t.</summary>
    public void* Pointer => (void*)NativeStrings.AddressOf(_room);

    private static void Check(int error)
    {
        if (error != 0) throw new InvalidOperationException($"cannot prepare to start processes: {LibC.TextOf(error)}");
    }
}
