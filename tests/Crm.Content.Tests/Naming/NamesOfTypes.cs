using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Tests.Naming;

public class NamesOfTypes
{
    [Fact]
    public async Task A_name_with_signs_of_code_in_it_is_shown_as_it_was_written()
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Odd", type => type.DisplayedAs("<i>5 {0}</i>").Creatable().Listable().WithPart("TitlePart"));
        var item = await site.CreateAsync("Odd", ("TitlePart.Title", "One"));

        foreach (var page in new[] { "/admin/content", "/admin/content/Odd/create", "/admin/content-types", "/admin/content-types/Odd", $"/admin/content/item/{item}", $"/admin/content/item/{item}/edit" })
        {
            var html = await site.Browser.ReadAsync(page);
            Assert.Contains("&lt;i&gt;5 {0}&lt;/i&gt;", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<i>5", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_part_that_nobody_named_is_called_by_words()
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Note", type => type.Creatable().WithPart("HtmlBodyPart").WithPart("Gallery", "BagPart", part => part.WithSettings(new BagPartSettings())));

        var types = await site.Browser.ReadAsync("/admin/content-types");
        Assert.Contains("Html body, Gallery", types, StringComparison.Ordinal);
    }
}
