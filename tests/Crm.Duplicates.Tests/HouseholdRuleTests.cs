using Crm.Contacts.Duplicates.Linkage;

namespace Crm.Duplicates.Tests;

/// <summary>A family agrees on nearly everything; naive rules make one person of it.</summary>
public sealed class HouseholdRuleTests
{
    private static readonly RecordLinkage Linkage = new(new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData("brother and sister", "Jonas", "2017-03-04", "Inès", "2019-06-01", false)]
    [InlineData("twins", "Lou", "2017-03-04", "Zoé", "2017-03-04", false)]
    [InlineData("brothers of like names", "Marin", "2017-03-04", "Martin", "2019-06-01", false)]
    [InlineData("man and wife", "Claire", "1980-05-17", "Antoine", "1978-11-30", false)]
    [InlineData("one child", "Jonas", "2017-03-04", "Jonas", "2017-03-04", true)]
    [InlineData("one child, another spelling", "Inès", "2019-06-01", "Ines", "2019-06-10", true)]
    [InlineData("one woman, a slip in the year", "Claire", "1980-05-17", "Claire", "1989-05-17", true)]
    [InlineData("one man by his short name", "Antoine", "1978-11-30", "Tony", "1978-11-30", true)]
    public void Members_of_a_household_are_told_apart(string who, string given, string birth, string otherGiven, string otherBirth, bool same)
    {
        var score = Linkage.Score(Lefevre(given, birth), Lefevre(otherGiven, otherBirth), Weights.UsualFor(10_000));

        Assert.True(score >= RecordLinkage.Review == same, $"{who}: {score:0.0} bits");
    }

    [Fact]
    public void Twins_whose_names_differ_by_a_letter_are_never_sure()
    {
        var score = Linkage.Score(Lefevre("Lina", "2017-03-04"), Lefevre("Lila", "2017-03-04"), Weights.UsualFor(10_000));

        Assert.InRange(score, -100, RecordLinkage.Review);
    }

    [Fact]
    public void Two_strangers_of_one_common_name_are_two()
    {
        var one = new LinkRecord("1").With(FieldKind.GivenName, "Marie").With(FieldKind.FamilyName, "Martin").With(FieldKind.City, "Lyon").With(FieldKind.BirthDate, "1971-02-03").With(FieldKind.Email, "marie.martin12@exemple.fr");
        var two = new LinkRecord("2").With(FieldKind.GivenName, "Marie").With(FieldKind.FamilyName, "Martin").With(FieldKind.City, "Brest").With(FieldKind.BirthDate, "1992-12-24").With(FieldKind.Email, "marie.martin7@exemple.fr");

        Assert.True(Linkage.Score(one, two, Weights.UsualFor(10_000)) < RecordLinkage.Review);
    }

    [Fact]
    public void Names_in_each_others_box_are_seen()
    {
        var one = new LinkRecord("1").With(FieldKind.GivenName, "Claire").With(FieldKind.FamilyName, "Lefèvre").With(FieldKind.BirthDate, "17/05/1980");
        var two = new LinkRecord("2").With(FieldKind.GivenName, "LEFEVRE").With(FieldKind.FamilyName, "claire").With(FieldKind.BirthDate, "1980-05-17");

        Assert.NotEmpty(Blocking.Keys(one).Intersect(Blocking.Keys(two)));
        Assert.True(Linkage.Score(one, two, Weights.UsualFor(10_000)) >= RecordLinkage.Link);
    }

    private static LinkRecord Lefevre(string given, string birth) => new LinkRecord(given + birth)
        .With(FieldKind.GivenName, given).With(FieldKind.FamilyName, "Lefèvre").With(FieldKind.BirthDate, birth).With(FieldKind.StreetNumber, "12").With(FieldKind.Street, "rue des Lilas")
        .With(FieldKind.City, "Libourne").With(FieldKind.Postcode, "33500").With(FieldKind.Phone, "+33557000000").With(FieldKind.Email, "famille.lefevre@exemple.fr");
}
