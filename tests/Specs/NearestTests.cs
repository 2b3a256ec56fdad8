using FsCheck;
using FsCheck.Fluent;
using Muster.Spelling;
using Muster.Specs.Keys;

namespace Muster.Tests.Specs;

public class NearestTests
{
    [Theory]
    [InlineData("seed lr n k x y z id alpha beta gamma delta epsilon learning_rate batch_size epochs dropout hidden layers width depth level size rate mode method algorithm")]
    [InlineData("tol amp end ent inv aim am mi tt en eng air sim file path input output data dataset model optimizer momentum weight_decay temperature pressure mass velocity")]
    [InlineData("node modes notes state stages stale step steps sigma single range ranges radius ratio reason legend origin retrain entry sport spit spots_total post stop game same fame date gate late rid grit grad")]
    [InlineData("time times start finish duration delay interval threads workers cores iterations max_iter max_depth min_samples n_estimators target gadget bucket gidx sat sets default_rate")]
    [InlineData("chrom sample gene city country zone area host port user key value index count total label title color colour theme compressor tool version kind type format")]
    public void Ordinary_names_of_parameters_look_like_no_setting(string names) =>
        Assert.All(names.Split(' '), name => Assert.Null(Nearest.Lookalike(name, SweepTable.TopKeys)));

    [Theory]
    [InlineData("regoin", "region")]
    [InlineData("rregion", "region")]
    [InlineData("Region", "region")]
    [InlineData("REGION", "region")]
    [InlineData("AMI", "ami")]
    [InlineData("Az", "az")]
    [InlineData("instanceType", "instance_type")]
    [InlineData("instance-type", "instance_type")]
    [InlineData("instance_typ", "instance_type")]
    [InlineData("intance_tpye", "instance_type")]
    [InlineData("timeuot", "timeout")]
    [InlineData("time_out", "timeout")]
    [InlineData("max_concurent", "max_concurrent")]
    [InlineData("sopt", "spot")]
    [InlineData("gird", "grid")]
    [InlineData("comand", "command")]
    [InlineData("acelerators", "accelerators")]
    public void A_misspelt_setting_looks_like_it(string name, string setting) =>
        Assert.Equal(setting, Nearest.Lookalike(name, SweepTable.TopKeys));

    [Fact]
    public void One_slip_in_any_setting_of_five_letters_or_more_is_seen() =>
        Prop.ForAll(Gen.Elements(SweepTable.TopKeys.Where(k => k.Length >= 5).ToArray()).Zip(Gen.Choose(0, 100)).ToArbitrary(), x =>
        {
            var (key, at) = x;
            var cut = key.Remove(at % key.Length, 1);
            return SweepTable.TopKeys.Contains(cut) || Nearest.Lookalike(cut, SweepTable.TopKeys) is not null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_distance_counts_slips_and_is_the_same_both_ways() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) =>
        {
            var distance = Nearest.Distance(a.Get, b.Get);
            return distance == Nearest.Distance(b.Get, a.Get) && (distance == 0) == (a.Get == b.Get)
                && distance >= Math.Abs(a.Get.Length - b.Get.Length) && distance <= Math.Max(a.Get.Length, b.Get.Length);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("spot", "sopt", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("region", "legion", 1)]
    public void The_distance_of_these_is_known(string a, string b, int distance) => Assert.Equal(distance, Nearest.Distance(a, b));
}
