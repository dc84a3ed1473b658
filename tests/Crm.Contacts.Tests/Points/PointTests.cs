using Crm.Contacts.Addresses;
using Crm.Contacts.Points;

namespace Crm.Contacts.Tests.Points;

public sealed class PointTests
{
    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("0692 12 34 56", "+262692123456")]
    [InlineData("+886 2 2345 6789", "+886223456789")]
    [InlineData("12", null)]
    [InlineData("not a number", null)]
    public void A_phone_is_understood_in_any_notation(string written, string? e164) => Assert.Equal(e164, PhoneNumber.Normalize(written, "FR"));

    [Theory]
    [InlineData("06 12", "+33612")]
    [InlineData("+336 12", "+33612")]
    [InlineData("0033 6 12", "+33612")]
    [InlineData("0612345678", "+33612345678")]
    [InlineData("Jonas", null)]
    [InlineData("06", null)]
    public void The_beginning_of_a_phone_is_enough_to_search(string typed, string? prefix) => Assert.Equal(prefix, PhoneNumber.Prefix(typed, "FR"));

    [Theory]
    [InlineData(" Jonas@Example.ORG ", "Jonas@example.org")]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    [InlineData("no at sign", null)]
    [InlineData("a@b", null)]
    [InlineData("a..b@example.org", null)]
    [InlineData("a b@example.org", null)]
    [InlineData("<script>@example.org", null)]
    public void An_address_is_checked_and_normalised(string written, string? address) => Assert.Equal(address, EmailAddress.Normalize(written));

    [Theory]
    [InlineData("Jean.Dupont+noel@gmail.com", "jeandupont@gmail.com")]
    [InlineData("jeandupont@googlemail.com", "jeandupont@gmail.com")]
    [InlineData("Jean.Dupont+x@example.org", "jean.dupont@example.org")]
    public void Spellings_of_one_mailbox_have_one_key(string address, string key) => Assert.Equal(key, EmailAddress.Key(address));

    [Fact]
    public void An_address_is_written_as_its_country_writes_it()
    {
        PostalAddress At(string country, string postcode, string city, string line, string region = "") => new() { Country = country, Postcode = postcode, City = city, Lines = { line }, Region = region };
        Assert.Equal(["12 rue des Lilas", "33500 LIBOURNE"], AddressLines.Of(At("FR", "33500", "Libourne", "12 rue des Lilas"), "FR"));
        Assert.Equal(["106", "大安區 台北市 和平東路 129 號"], AddressLines.Of(At("TW", "106", "台北市", "和平東路 129 號", "大安區"), "TW"));
        Assert.Equal(["1 Main St", "Springfield, IL 62701"], AddressLines.Of(At("US", "62701", "Springfield", "1 Main St", "IL"), "US"));
    }
}
