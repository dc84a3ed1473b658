using System.Text.Json;
using Crm.Kernel.Recipes.Steps;

namespace Crm.Kernel.Settings;

/// <summary>Typed sections of the site's settings, kept under the name of their class.</summary>
public static class SiteSections
{
    /// <summary>The section of that class, read from <see cref="SiteSettings.Properties"/>; a new one when it was never stored. A copy: give it back by <see cref="Put"/>.</summary>
    public static T As<T>(this SiteSettings site) where T : class, new()
        => site.Properties[typeof(T).Name] is { } section ? section.Deserialize<T>(StepMembers.Options) ?? new T() : new T();

    /// <summary>Sets the section of that class; members it has that the class does not know stay.</summary>
    public static void Put<T>(this SiteSettings site, T section) where T : class
    {
        var members = JsonSerializer.SerializeToNode(section, StepMembers.Options)!.AsObject();
        var name = section.GetType().Name;
        if (site.Properties[name] is System.Text.Json.Nodes.JsonObject old)
        {
            foreach (var (member, value) in old.Where(member => !members.ContainsKey(member.Key) && typeof(T).GetProperty(member.Key) is null))
            {
                members[member] = value?.DeepClone();
            }
        }

        site.Properties[name] = members;
    }
}
