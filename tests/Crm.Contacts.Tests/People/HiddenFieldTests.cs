using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.People;

public sealed class HiddenFieldTests
{
    [Fact]
    public async Task A_hidden_field_is_in_no_column_no_search_no_order_and_no_record()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            foreach (var path in new[] { "ContactPointsPart.Emails", "PersonPart.BirthDate", "AddressPart" })
            {
                rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = path, Roles = ["Chosen"] });
            }

            await fields.UpdateAsync(rights);
            return true;
        });

        await tenant.InAsync(async services =>
        {
            var sight = await services.GetRequiredService<ContactSights>().ForAsync(new ClaimsPrincipal(new ClaimsIdentity("test")), ContactTypes.Person);
            var people = services.GetRequiredService<PeopleList>();
            var claire = (await people.ReadAsync(new PeopleFilter("claire lefevre", null, null), new ListRequest("birth", null, null, 10), sight, CancellationToken.None)).Rows[0];
            Assert.Equal(("Claire Lefèvre", null, null, ""), (claire.DisplayName, claire.Email, claire.BirthDate, claire.City));
            Assert.Equal(0, await people.CountAsync(new PeopleFilter("claire.lefevre@example.org", null, null), sight, CancellationToken.None));
            Assert.Equal(0, await people.CountAsync(new PeopleFilter("libourne", null, null), sight, CancellationToken.None));
            Assert.DoesNotContain(PeopleList.Orders(new PeopleFilter(null, null, null), sight), order => order.Name is "birth" or "city");

            var stored = (await services.GetRequiredService<IContentManager>().GetAsync(claire.ContentItemId, VersionOptions.Latest))!;
            Assert.Contains("claire.lefevre@example.org", stored.Data.ToJsonString());
            Assert.DoesNotContain("claire.lefevre@example.org", sight.Show(stored).Data.ToJsonString());
            Assert.Empty(sight.Show(stored).As<ContactPointsPart>()!.Emails);
            return true;
        });
    }
}
