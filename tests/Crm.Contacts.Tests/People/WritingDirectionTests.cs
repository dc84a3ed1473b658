using Crm.Contacts.Names;

namespace Crm.Contacts.Tests.People;

public sealed class WritingDirectionTests
{
    [Theory]
    [InlineData("كريم حداد", null, true)]
    [InlineData("נועה כהן", null, true)]
    [InlineData("1. (كريم)", null, true)]
    [InlineData("Karim Haddad", "ar", true)] // written in Latin letters for the form, spoken to in Arabic
    [InlineData("Karim Haddad", null, false)]
    [InlineData("كريم حداد", "fr", false)]
    [InlineData("林小安", "zh-TW", false)]
    [InlineData("João Conceição", "pt-BR", false)]
    [InlineData("كريم", "no language at all", false)]
    [InlineData("", null, false)]
    public void The_first_language_says_it_and_the_letters_where_there_is_none(string name, string? language, bool isRightToLeft)
        => Assert.Equal(isRightToLeft ? "rtl" : null, WritingDirection.Of(name, language is null ? [] : [language]));

    [Fact]
    public async Task An_Arabic_persons_page_runs_from_right_to_left_and_a_French_ones_does_not()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("كريم", "حداد"), ("Jonas", "Lefèvre"));

        Assert.Contains("<div class=\"record-columns\" dir=\"rtl\">", await tenant.Browser.ReadAsync($"/admin/people/{ids[0]}"), StringComparison.Ordinal);
        Assert.Contains("<div class=\"record-columns\">", await tenant.Browser.ReadAsync($"/admin/people/{ids[1]}"), StringComparison.Ordinal);
    }
}
