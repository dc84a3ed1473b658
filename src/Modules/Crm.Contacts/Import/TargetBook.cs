using Crm.Contacts.Import.Links;

namespace Crm.Contacts.Import;

/// <summary>All that the columns of a file can become, by what the file holds.</summary>
/// <param name="holds">One of <see cref="ContactTypes"/>: a person, household or organisation each row.</param>
internal sealed class TargetBook(string holds, CustomFields fields, RelationTargets relations)
{
    /// <summary>The names of all targets.</summary>
    public IEnumerable<string> Names => holds == ContactTypes.Person ? ImportTargets.Names.Concat(LinkTargets.Names).Concat(relations.Names).Concat(fields.Names) : GroupTargets.Names(holds).Concat(fields.Names);

    /// <summary>The target of that name, or null.</summary>
    public Target? Find(string name) => (holds == ContactTypes.Person ? ImportTargets.Find(name) ?? relations.Find(name) : GroupTargets.Find(holds, name)) ?? fields.Find(name);

    /// <summary>The member that a target writes, as field rights name it.</summary>
    public static string PathOf(string holds, string target) => holds == ContactTypes.Person ? ImportTargets.PathOf(target) : GroupTargets.PathOf(holds, target);
}
