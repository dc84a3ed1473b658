using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Api", Name = "API", Category = "Platform", Author = "Crm", Version = "0.1.0")]
