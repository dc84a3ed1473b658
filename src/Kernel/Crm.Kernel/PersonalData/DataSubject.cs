using Crm.Kernel.Content;

namespace Crm.Kernel.PersonalData;

/// <summary>The person whose data it is about, as they stand before anything is taken away.</summary>
/// <param name="Id">Content item id of the person.</param>
/// <param name="Ids">The same, and the ids of those who were merged into them: they are one human being.</param>
/// <param name="Records">Every stored document of these ids: versions, drafts, those in the trash.</param>
/// <param name="Words">By what they are recognised in texts that name no id.</param>
public sealed record DataSubject(string Id, IReadOnlyList<string> Ids, IReadOnlyList<ContentItem> Records, PersonWords Words);
