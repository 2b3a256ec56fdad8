using System.Text;

namespace Muster.Stores;

/// <summary>What a blob's key may be, and the order of keys; alike in every store of blobs.</summary>
public static class BlobKey
{
    /// <summary>Most bytes of a key in UTF-8.</summary>
    public const int MostBytes = 1024;

    /// <summary>Most bytes of one part in UTF-8: it is a file's name in a folder.</summary>
    public const int MostPartBytes = 255;

    /// <summary>How a part must not start: stores use such names for what is not yet whole.</summary>
    public const string Reserved = ".muster-";

    /// <summary>Keys by ascending code points, which is the order of their UTF-8 bytes.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    /// <summary>Throws unless a text can be a key.</summary>
    /// <exception cref="ArgumentException">Names the key and what is wrong with it.</exception>
    public static void Require(string key)
    {
        if (WrongWith(key) is { } problem)
            throw Bad(key, problem);
    }

    /// <summary>What is wrong with a key, such as <c>has an empty part</c>; null: nothing.</summary>
    public static string? WrongWith(string key) =>
        Encoding.UTF8.GetByteCount(key) > MostBytes ? $"is longer than {MostBytes} bytes" : key.Split('/').Select(WrongWithPart).FirstOrDefault(problem => problem is not null);

    private static string? WrongWithPart(string part) => part switch
    {
        "" => "has an empty part",
        "." or ".." => $"has the part \"{part}\"",
        _ when part.StartsWith(Reserved, StringComparison.Ordinal) => $"has a part that starts with \"{Reserved}\", which is reserved",
        _ when part.Any(char.IsControl) => "has a control character",
        _ when Encoding.UTF8.GetByteCount(part) > MostPartBytes => $"has a part of more than {MostPartBytes} bytes",
        _ => null,
    };

    private static ArgumentException Bad(string key, string problem) =>
        new($"The blob key \"{key}\" {problem}. A key is parts separated by \"/\", such as \"runs/ID/spec.json\".", nameof(key));

    private static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
            return string.CompareOrdinal(left, right);
        var most = Math.Min(left.Length, right.Length);
        for (var i = 0; i < most; i++)
        {
            if (left[i] != right[i])
                return Rank(left[i]) - Rank(right[i]);
        }

        return left.Length - right.Length;
    }

    // Surrogates stand for code points above all others, but their values lie below U+E000.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
