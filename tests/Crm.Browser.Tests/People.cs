using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browser.Tests;

/// <summary>People for a test to work on.</summary>
internal static class People
{
    /// <summary>Stores a person who has a name and nothing else, and gives the id.</summary>
    public static async Task<string> AddPersonAsync(this IServiceProvider services, string given, string family)
    {
        var content = services.GetRequiredService<IContentManager>();
        var person = await content.NewAsync("Person");
        person.Merge(new() { ["PersonPart"] = new JsonObject { ["GivenName"] = given, ["FamilyName"] = family } });
        await content.CreateAsync(person);
        return person.ContentItemId;
    }
}
