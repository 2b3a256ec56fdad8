using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Fleet;

namespace Muster.Aws.Store;

/// <summary>Wishes as items: attributes that a pipe can filter by and put into what it starts.</summary>
internal static class WishItem
{
    /// <summary>The attributes but for the key.</summary>
    public static Dictionary<string, AttributeValue> Of(PlatformWish wish) => wish switch
    {
        PlatformWish.Start start => new(StringComparer.Ordinal)
        {
            [Attributes.Wish] = Item.Text(Attributes.StartWish),
            [Attributes.Run] = Item.Text(start.Run.Value),
            [Attributes.Queue] = new() { BOOL = start.IsQueue },
            [Attributes.Generation] = Item.Number(start.Generation),
        },
        PlatformWish.Check check => new(StringComparer.Ordinal)
        {
            [Attributes.Wish] = Item.Text(Attributes.CheckWish),
            [Attributes.Check] = Item.Text(check.Id),
        },
        PlatformWish.Machine { Spoke: var spoke, Intent: var intent } => new(StringComparer.Ordinal)
        {
            [Attributes.Wish] = Item.Text(Attributes.MachineWish),
            [Attributes.Account] = Item.Text(spoke.Account),
            [Attributes.Region] = Item.Text(spoke.Region),
            [Attributes.Instance] = Item.Text(intent.Instance),
            [Attributes.Act] = Item.Text(PlatformActs.Of(intent.Wish)),
            [Attributes.Why] = Item.Text(intent.Reason),
            [Attributes.Agent] = Item.Text(intent.Agent),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "An unknown wish."),
    };
}
