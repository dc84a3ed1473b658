using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Privacy", Name = "Privacy", Description = "What is kept of a person: to hand out, to erase, and what they agreed to.", Category = "Platform", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts"])]
