namespace Muster.Offers;

/// <summary>An accelerator that an instance must have.</summary>
/// <param name="Name">As written, such as <c>nvidia-t4</c> or <c>t4</c>: with its maker or without.</param>
/// <param name="Count">How many at least, 1 or more.</param>
internal sealed record Accelerator(string Name, int Count)
{
    /// <summary>Reads what sweep files have, such as <c>nvidia-t4:1</c>; without a number, one.</summary>
    public static Accelerator Parse(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? new(text[..colon], int.Parse(text.AsSpan(colon + 1))) : new(text, 1);

    /// <summary>Whether a type has it.</summary>
    public bool IsIn(InstanceType type)
    {
        if (type.GpuName is not { } gpu || type.Gpus < Count) return false;
        var withoutMaker = gpu.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? gpu[(space + 1)..] : gpu;
        return Bare(Name) == Bare(gpu) || Bare(Name) == Bare(withoutMaker);
    }

    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
