using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Scopes;

/// <summary>Contacts of three owners. Anna has the rights over her own, Bruno those over his team's (Anna is in it), and what Zoé owns is called "Secrete".</summary>
internal sealed class OwnAndTeam
{
    private static readonly Dictionary<string, Lazy<Task<OwnAndTeam>>> s_all = new() { ["Sqlite"] = new(() => StartAsync("Sqlite")), ["Postgres"] = new(() => StartAsync("Postgres")) };

    private readonly Dictionary<string, string> _ids = [];

    private OwnAndTeam(ContactsTenant tenant) => Tenant = tenant;

    public ContactsTenant Tenant { get; }

    public TestBrowser Anna { get; private set; } = null!;

    public TestBrowser Bruno { get; private set; } = null!;

    public static Task<OwnAndTeam> OnAsync(string database) => s_all[database].Value;

    /// <summary>The address with <c>{zoe}</c> and the like filled.</summary>
    public string At(string address) => _ids.Aggregate(address, (filled, id) => filled.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

    public Task<ContentItem?> ItemAsync(string name) => Tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(_ids[name], VersionOptions.Latest));

    private static async Task<OwnAndTeam> StartAsync(string database)
    {
        var all = new OwnAndTeam(await ContactsTenant.StartAsync(database));
        var (host, settings) = (all.Tenant.Host, all.Tenant.Settings);
        await host.AddRoleAsync(settings, "Own", "AccessAdminPanel", "ListContent", "ViewOwnContacts", "EditOwnContacts", "DeleteOwnContacts");
        await host.AddRoleAsync(settings, "Mates", "AccessAdminPanel", "ListContent", "ViewTeamContacts", "EditTeamContacts");
        var (anna, bruno) = ((await host.AddUserAsync(settings, "anna", "Own")).UserId, (await host.AddUserAsync(settings, "bruno", "Mates")).UserId);
        await all.Tenant.InAsync(async services =>
        {
            await services.GetRequiredService<Teams>().StoreAsync(new Team { Name = "Sales", MemberIds = [anna, bruno] });
            return true;
        });
        await all.FillAsync(anna, bruno, "somebody-else");
        all.Anna = await host.Browse(settings.Name).SignInAsync("anna");
        all.Bruno = await host.Browse(settings.Name).SignInAsync("bruno");
        return all;
    }

    private Task<bool> FillAsync(string anna, string bruno, string other) => Tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        await AddAsync(ContactTypes.Household, "common", anna, item => item.Alter<HouseholdPart>(part => part.Name = "Maison commune"));
        await AddAsync(ContactTypes.Household, "home", other, item => item.Alter<HouseholdPart>(part => part.Name = "Maison Secrete"));
        await AddAsync(ContactTypes.Organisation, "work", anna, item => item.Alter<OrganisationPart>(part => part.Name = "Atelier"));
        await AddAsync(ContactTypes.Organisation, "bank", other, item => item.Alter<OrganisationPart>(part => part.Name = "Banque Secrete"));
        foreach (var (name, family, owner) in new[] { ("anna", "Propre", anna), ("bruno", "Equipe", bruno), ("zoe", "Secrete", other) })
        {
            await AddAsync(ContactTypes.Person, name, owner, item =>
            {
                item.Alter<PersonPart>(part =>
                {
                    (part.GivenName, part.FamilyName) = (name, family);
                    part.Memberships.AddRange([new() { HouseholdId = _ids["common"], Role = "parent" }, new() { HouseholdId = _ids["home"], Role = "parent" }]);
                    part.Affiliations.AddRange([new() { OrganisationId = _ids["work"] }, new() { OrganisationId = _ids["bank"] }]);
                });
                item.Alter<ContactPointsPart>(part => part.Emails.Add(new Contacts.Points.Email { Address = $"{name}@example.org" }));
                item.DisplayText = item.As<PersonPart>()!.DisplayName();
            });
        }

        return true;

        async Task AddAsync(string type, string name, string owner, Action<ContentItem> fill)
        {
            var item = await content.NewAsync(type);
            item.Owner = owner;
            fill(item);
            await content.CreateAsync(item);
            _ids[name] = item.ContentItemId;
        }
    });
}
