using System.Net;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Tests.Scopes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Views;

/// <summary>A cell of the list of people is changed where it stands, by the rules of the person's form.</summary>
public sealed class EditCellTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Every_kind_of_cell_saves_what_was_typed_and_nothing_else(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ada = await CellPage.AdaAsync(tenant);
        foreach (var (column, typed, shown) in new[]
        {
            ("stage", "client", "Client"), ("source", " Foire  ", ">Foire<"), ("email", "Ada.L@Example.COM", ">Ada.L@example.com<"), ("phone", "+33 6 99 99 99 99", ">+33699999999<"), ("town", "Bergerac", ">Bergerac<"),
            ("postcode", "24100", ">24100<"), ("country", "CH", "Switzerland"), ("birth", "1981-01-02", "1981"), ("language", "de", "German"), ("gender", "other", "Other"),
        })
        {
            using var saved = await ada.SaveAsync(column, typed);
            Assert.Equal(HttpStatusCode.OK, saved.Status);
            Assert.False(saved.IsEditor, column + saved.Text);
            Assert.Contains(shown, saved.Text, StringComparison.Ordinal);
            Assert.Contains("Ada Lovelace", (string)saved.Toast!["text"]!);
        }

        var item = await ada.ItemAsync();
        var (person, points, address) = (item.As<PersonPart>()!, item.As<ContactPointsPart>()!, item.As<AddressPart>()!.Addresses.Single());
        Assert.Equal(("client", "Foire", new DateOnly(1981, 1, 2), "other"), (person.Stage, person.Source, person.BirthDate, person.Gender));
        Assert.Equal(["de", "fr"], person.Languages);
        Assert.Equal([("Ada.L@example.com", "home"), ("second@example.org", "")], points.Emails.Select(email => (email.Address, email.Kind)));
        Assert.Equal([("+33557510000", "fax"), ("+33699999999", "mobile")], points.Phones.Select(phone => (phone.Number!, phone.Kind)));
        Assert.Equal(("12 rue des Lilas", "24100", "Bergerac", "CH", "home"), (address.Lines.Single(), address.Postcode, address.City, address.Country, address.Kind));
    }

    [Theory]
    [InlineData("email", "nonsense", "This is not an e-mail address.")]
    [InlineData("phone", "12", "This is not a phone number.")]
    [InlineData("birth", "2027-01-01", "A birth date cannot lie in the future.")]
    [InlineData("birth", "31 février", "“31 février” is not a date.")]
    [InlineData("stage", "made-up", "Choose one of the list.")]
    [InlineData("gender", "<script>", "Choose one of the list.")]
    [InlineData("owner", "nobody", "Choose one of the list.")]
    [InlineData("country", "ZZ", "Choose one of the list.")]
    [InlineData("town", "Saint-Julien-de-Concelles-sur-la-Rivière", "A line of a French address has at most 38 characters.")]
    public async Task A_wrong_value_is_refused_by_a_sentence_and_kept_in_the_input(string column, string typed, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        var before = (await ada.ItemAsync()).Data.ToJsonString();
        using var refused = await ada.SaveAsync(column, typed);
        Assert.True(refused.IsEditor);
        Assert.Contains(sentence, refused.Text);
        Assert.Matches("aria-invalid=\"true\" aria-describedby=\"cell-fault\"", refused.Text);
        if (column is "email" or "phone" or "birth" or "town")
        {
            Assert.Contains($"value=\"{typed}\"", refused.Text);
        }

        Assert.Null(refused.Toast);
        Assert.Equal(before, (await ada.ItemAsync()).Data.ToJsonString());
    }

    [Fact]
    public async Task A_text_that_is_too_long_and_the_last_trace_of_somebody_are_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        using (var refused = await ada.SaveAsync("source", new string('x', 201)))
        {
            Assert.Contains("This is too long: 200 characters at most.", refused.Text);
        }

        await CellPage.ChangeAsync(tenant, ada.Id, item =>
        {
            item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = ("", ""));
            item.Alter<ContactPointsPart>(points => (points.Emails, points.Phones) = ([new Contacts.Points.Email { Address = "ada@example.org" }], []));
        });
        using var nobody = await ada.SaveAsync("email", "");
        Assert.Contains("A person needs a name, an e-mail address or a phone.", nobody.Text);
        Assert.Single((await ada.ItemAsync()).As<ContactPointsPart>()!.Emails);
    }

    [Theory]
    [InlineData("age")]
    [InlineData("last")]
    [InlineData("since")]
    [InlineData("days")]
    [InlineData("client")]
    [InlineData("first")]
    [InlineData("added")]
    [InlineData("changed")]
    [InlineData("made-up")]
    [InlineData("Person.None")]
    [InlineData("PersonPart.Notes")]
    [InlineData("marital")]
    [InlineData("income")]
    public async Task What_is_reckoned_is_switched_off_or_never_was_has_no_editor(string column)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        using var asked = await tenant.Browser.GetAsync(ada.Address(column));
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        using var sent = await tenant.Browser.SubmitAsync("/admin/people/new", [new("Value", "1")], ada.Address(column));
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
    }

    [Fact]
    public async Task Sensitive_fields_are_edited_where_they_are_switched_on()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        await tenant.InAsync(async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            site.Put(new PersonFieldSettings { MaritalStatus = "Letters are addressed by it", Income = "Discounts depend on it" });
            await sites.UpdateSiteSettingsAsync(site);
            return true;
        });
        using (var saved = await ada.SaveAsync("marital", "married"))
        {
            Assert.False(saved.IsEditor);
        }

        using (var refused = await ada.SaveAsync("income", "-1"))
        {
            Assert.Contains("An income is not below 0.", refused.Text);
        }

        using (var unread = await ada.SaveAsync("income", "much"))
        {
            Assert.Contains("“much” is not a whole number.", unread.Text);
        }

        using (var saved = await ada.SaveAsync("income", "32000"))
        {
            Assert.Contains("32,000", saved.Text);
        }

        var person = (await ada.ItemAsync()).As<PersonPart>()!;
        Assert.Equal(("married", 32000), (person.MaritalStatus, person.Income));
    }

    [Fact]
    public async Task A_hidden_column_has_no_editor_and_cannot_be_written_by_hand()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        await tenant.InAsync(async services =>
        {
            var rights = await services.GetRequiredService<IDocumentManager<FieldRights>>().GetOrCreateMutableAsync();
            foreach (var path in new[] { "ContactPointsPart.Emails", "PersonPart.BirthDate", "AddressPart.Addresses" })
            {
                rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = path, Roles = ["Chosen"] });
            }

            await services.GetRequiredService<IDocumentManager<FieldRights>>().UpdateAsync(rights);
            return true;
        });
        await tenant.Host.AddRoleAsync(tenant.Settings, "Clerk", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "clara", "Clerk");
        using var clara = await tenant.As("clara");
        foreach (var column in new[] { "email", "birth", "town", "postcode", "country" })
        {
            using var asked = await clara.GetAsync(ada.Address(column));
            Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
            using var sent = await clara.SubmitAsync("/admin/people/new", [new("Value", "1990-01-01")], ada.Address(column));
            Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
            using var shown = await clara.GetAsync(ada.Address(column) + "?handler=Shown");
            Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
        }

        using var saved = await ada.In(clara).SaveAsync("source", "Foire");
        Assert.False(saved.IsEditor);
        using var hidden = await ada.In(clara).UndoAsync(saved.Undo!.Replace("/source?", "/email?", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
        var item = await ada.ItemAsync();
        Assert.Equal(("Foire", "ada@example.org", "Libourne"), (item.As<PersonPart>()!.Source, item.As<ContactPointsPart>()!.Emails[0].Address, item.As<AddressPart>()!.Addresses[0].City));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Somebody_elses_people_have_no_cells_to_edit(string database)
    {
        var all = await OwnAndTeam.OnAsync(database);
        foreach (var browser in new[] { all.Anna, all.Bruno })
        {
            using var asked = await browser.GetAsync(all.At("/admin/people/{zoe}/cell/source"));
            Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
            using var sent = await browser.SubmitAsync("/admin/people/new", [new("Value", "Stolen")], all.At("/admin/people/{zoe}/cell/source"));
            Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
            using var undone = await browser.SubmitAsync("/admin/people/new", [], all.At("/admin/people/{zoe}/cell/source?handler=Undo&batch=x"));
            Assert.Equal(HttpStatusCode.NotFound, undone.StatusCode);
        }

        Assert.Equal("", (await all.ItemAsync("zoe"))!.As<PersonPart>()!.Source);
        Assert.Contains($"data-cells=\"/{all.Tenant.Settings.Name}{all.At("/admin/people/{anna}/cell/")}", await all.Anna.ReadAsync("/admin/people"));
    }

    [Fact]
    public async Task Who_may_not_edit_sees_no_sign_of_it_and_is_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "rene", "Reader");
        using var rene = await tenant.As("rene");
        Assert.DoesNotContain("data-cell", await rene.ReadAsync("/admin/people"));
        using var asked = await rene.GetAsync(ada.Address("town"));
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        var list = await tenant.Browser.ReadAsync("/admin/people");
        Assert.Contains("data-cell=\"town\"", list);
        Assert.DoesNotContain("data-cell=\"age\"", list);
        Assert.DoesNotContain("data-cell=\"changed\"", list);
    }

    [Fact]
    public async Task A_save_without_the_pages_token_is_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        foreach (var address in new[] { ada.Address("town"), ada.Address("town") + "?handler=Undo&batch=x" })
        {
            using var sent = await tenant.Browser.PostAsync(address, [new("Value", "Bergerac")]);
            Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        }

        Assert.Equal("Libourne", (await ada.ItemAsync()).As<AddressPart>()!.Addresses[0].City);
    }

    [Fact]
    public async Task Without_script_it_is_a_small_page_that_leads_back_to_the_list()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(ada.Address("town")));
        Assert.Contains("Ada Lovelace", page);
        Assert.Contains("value=\"Libourne\"", page);
        Assert.DoesNotContain("hx-post=\"/", page);
        using var saved = await tenant.Browser.SubmitAsync(ada.Address("town"), [new("Version", "99"), new("Value", "Bergerac")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var list = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/people"));
        Assert.Contains(">Bergerac<", list);
        Assert.Contains("Town of Ada Lovelace is changed.", list);
    }

    [Fact]
    public async Task A_country_alone_is_no_address_and_a_blank_one_is_taken_away()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        await CellPage.ChangeAsync(tenant, ada.Id, item => item.Alter<AddressPart>(part => part.Addresses = []));
        using (var refused = await ada.SaveAsync("country", "FR"))
        {
            Assert.Contains("A country alone is no address: give the town first.", refused.Text);
        }

        using (await ada.SaveAsync("town", "Bergerac"))
        {
        }

        Assert.Equal("Bergerac", (await ada.ItemAsync()).As<AddressPart>()!.Addresses.Single().City);
        using (await ada.SaveAsync("town", ""))
        {
        }

        Assert.Empty((await ada.ItemAsync()).As<AddressPart>()!.Addresses);
    }

    [Fact]
    public async Task Who_gives_a_person_away_is_offered_no_way_back_that_would_be_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "AccessAdminPanel", "ViewOwnContacts", "EditOwnContacts");
        var (anna, zoe) = ((await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own")).UserId, (await tenant.Host.AddUserAsync(tenant.Settings, "zoe", "Own")).UserId);
        using (var given = await ada.SaveAsync("owner", anna))
        {
            Assert.NotNull(given.Undo);
        }

        using var browser = await tenant.As("anna");
        using var away = await ada.In(browser).SaveAsync("owner", zoe);
        Assert.Equal(HttpStatusCode.OK, away.Status);
        Assert.NotNull(away.Toast);
        Assert.Null(away.Undo);
        Assert.DoesNotContain("data-cell=\"owner\"", away.Text);
        Assert.Equal(zoe, (await ada.ItemAsync()).Owner);
        using var asked = await browser.GetAsync(ada.Address("owner"));
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
    }
}
