using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>
/// How large DynamoDB counts an item, and what reading and writing it consumes. By
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html and
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html, as they stood in 2025.
/// </summary>
internal static class ItemSize
{
    /// <summary>An item's size in bytes.</summary>
    public static int Of(Dictionary<string, AttributeValue> item) => item.Sum(one => one.Key.Length + Of(one.Value));

    /// <summary>Write units of an item: each begun KiB, of what was there or of what is there then, whichever is more.</summary>
    public static int WriteUnits(int before, int after) => Units(Math.Max(before, after), 1024);

    /// <summary>Read units of so many bytes read consistently: each begun 4 KiB.</summary>
    public static int ReadUnits(int bytes) => Units(bytes, 4096);

    private static int Units(int bytes, int unit) => Math.Max(1, (bytes + unit - 1) / unit);

    private static int Of(AttributeValue value) =>
        value.S is { } text ? Encoding.UTF8.GetByteCount(text)
        : value.N is { } number ? Of(number)
        : value.B is { } bytes ? (int)bytes.Length
        : value.L is { } list ? 3 + list.Sum(member => 1 + Of(member))
        : value.BOOL is not null ? 1
        : throw new NotSupportedException("No item of Muster has attributes of another type.");

    /// <summary>A byte for two digits, in pairs that are aligned to the decimal point, and one more; zeros at both ends do not count.</summary>
    private static int Of(string number)
    {
        var digits = number.TrimStart('-').TrimEnd('0');
        if (digits.Length == 0)
            return 1;
        var exponent = number.TrimStart('-').Length - 1;
        var pairs = (digits.Length + 1) / 2 + (digits.Length % 2 == 0 && exponent % 2 == 0 ? 1 : 0);
        return 1 + pairs + (number.StartsWith('-') ? 1 : 0);
    }
}
