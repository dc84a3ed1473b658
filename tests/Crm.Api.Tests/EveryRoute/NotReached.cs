namespace Crm.Api.Tests.EveryRoute;

/// <summary>
/// What the probe calls without getting through to a handler that does its work, each with the reason. Whatever is not listed must be reached: that is
/// tested. An act that asks for a security-critical right is not listed; the probe's user lacks it and must be refused.
/// </summary>
internal static class NotReached
{
    public static readonly Dictionary<string, string> Reasons = new()
    {
        ["GET /{**path}"] = "shows an item at its own address; Crm.Content.Tests opens some",
        ["GET /error/{status:int:range(400,599)}"] = "answers with the status it shows",
        ["GET /account/open/{token}"] = "a made-up link is no link; Crm.Users.Tests opens real ones",
        ["POST /account/open/{token}"] = "a made-up link is no link; Crm.Users.Tests opens real ones",
        ["GET /login/code"] = "stands between the two steps of a sign-in; Crm.Users.Tests goes through them",
        ["POST /login/code"] = "stands between the two steps of a sign-in; Crm.Users.Tests goes through them",
        ["GET /logout"] = "leads to the sign-in, as it should",
        ["POST /logout"] = "leads to the sign-in, as it should",
        ["GET /admin/contacts/{id}/delete"] = "takes posts only",
        ["GET /admin/contacts/{id}/restore"] = "takes posts only",
        ["GET /admin/contacts/{id}/trashed"] = "needs a contact in the trash; Crm.Contacts.Tests opens one",
        ["GET /admin/people/{id}/edit?handler=Duplicates"] = "is the new person’s",
        ["POST /admin/people/{id}/cell/{column}?handler=Undo"] = "needs the batch of a cell's save; Crm.Contacts.Tests takes some back",
        ["POST /admin/households/{id}/members?handler=Undo"] = "needs the batch of a save of a member; Crm.Stages.Tests takes one back",
        ["POST /admin/organisations/{id}/people?handler=Undo"] = "needs the batch of a save of a link; Crm.Stages.Tests takes one of a household back",
        ["POST /admin/people/{id}/relations?handler=Undo"] = "needs the batch of a save of a relation; Crm.Stages.Tests takes one back",
        ["POST /admin/people/{id}/relations/{relation}?handler=Undo"] = "needs the batch of a save of a relation; Crm.Stages.Tests takes one back",
        ["GET /calendar/{token}"] = "a made-up address is no address; Crm.Activities.Tests opens real ones",
        ["GET /admin/tasks/{id}/edit?handler=Find"] = "is the new task’s",
        ["POST /admin/tasks/{id}/edit?handler=Quick"] = "is the new task’s",
        ["PUT /api/tasks/{id}"] = "asks to see every member that it replaces; Crm.Activities.Tests replaces a task",
        ["POST /admin/notifications?handler=Open"] = "needs one of the account’s own notifications; Crm.Activities.Tests opens one",
        ["POST /admin/contact-panels?handler=Move"] = "needs a panel that was placed; Crm.Contacts.Tests moves one",
        ["POST /admin/contact-panels?handler=Remove"] = "needs a panel that was placed; Crm.Contacts.Tests removes one",
        ["POST /admin/contact-panels?handler=Restore"] = "needs a panel that was removed; Crm.Contacts.Tests brings one back",
        ["POST /admin/contact-panels/panel"] = "needs a type whose records point to people; Crm.Contacts.Tests places a panel",
        ["POST /admin/contact-panels/panel?handler=Move"] = "needs a type whose records point to people; Crm.Contacts.Tests has one",
        ["GET /admin/segments?handler=Count"] = "takes the segment's id in its question; Crm.Segments.Tests asks it, with a hidden field too",
        ["POST /admin/people/views?handler=Remove"] = "needs a view of one's own; Crm.Segments.Tests throws one away",
        ["POST /admin/people/views?handler=Restore"] = "needs a view of one's own; Crm.Segments.Tests brings one back",
        ["GET /admin/segments/{id}/delete"] = "takes posts only",
        ["GET /admin/segments/{id}/restore"] = "takes posts only",
        ["GET /admin/stages/{key}/restore"] = "takes posts only",
        ["GET /admin/content/inside/{owner}/{part}/{type}"] = "needs a type with a bag; Crm.Content.Tests fills one",
        ["POST /admin/content/item/{id}/order"] = "needs an ordered list; Crm.Content.Tests moves an item of one",
        ["POST /admin/search/indexes?handler=RebuildProfile"] = "needs an index that a recipe has made; Crm.Search.Tests makes one anew",
        ["POST /admin/people/merge?handler=Preview"] = "needs two people; Crm.Contacts.Tests previews a merge, with a hidden field too",
        ["POST /admin/people/merge?handler=Merge"] = "needs two people; Crm.Contacts.Tests merges them, and refuses people out of sight",
        ["POST /admin/people/merge?handler=Undo"] = "needs the batch of a merge; Crm.Contacts.Tests takes one back",
        ["GET /admin/people/import/{id}"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up, with a hidden field too",
        ["POST /admin/people/import/{id}"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up, with a hidden field too",
        ["GET /admin/people/import/{id}/preview"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up",
        ["POST /admin/people/import/{id}/preview"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up",
        ["GET /admin/people/import/{id}/report"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up",
        ["GET /admin/people/import/{id}/report?handler=Progress"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up",
        ["GET /admin/people/import/{id}/report?handler=Refused"] = "needs a file put up by the caller; Crm.Imports.Tests puts some up",
        ["POST /admin/followers?handler=Retry"] = "needs a follower that has failed",
        ["POST /api/privacy/people/{id}/consents"] = "needs a purpose that a recipe sets up; Crm.Privacy.Tests records and withdraws consents",
        ["POST /api/privacy/people/{id}/restriction/lift"] = "needs somebody who is restricted; Crm.Privacy.Tests lifts a restriction",
        ["POST /admin/operations/{id}?handler=Undo"] = "needs one that has changed something; Crm.Contacts.Tests takes one back",
        ["POST /admin/profile/tokens?handler=Revoke"] = "needs one of the account's own tokens; Crm.Users.Tests revokes one",
    };
}
